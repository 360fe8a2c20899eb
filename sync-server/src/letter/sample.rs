//! What a template looks like filled in: with a request of the journal, or with a made-up one.

use domain::request::LetterKind;

use super::facts;
use crate::journal::{CaseRecord, HolderSettings};

/// The paragraphs, and whether everything in them is of this request. Where it has no event that
/// such a letter tells of, what the event would say is made up.
pub fn paragraphs(
    kind: LetterKind,
    text: &str,
    record: Option<&CaseRecord>,
    settings: &HolderSettings,
) -> (Vec<String>, bool) {
    let council = settings.council.name_uk.as_str();
    let tells = |kinds: &[LetterKind]| kinds.contains(&kind);
    let entry = record.and_then(|record| {
        let mut entries = record.history.iter().rev();
        entries.find(|entry| tells(LetterKind::of(entry.event.as_ref())))
    });
    let real = entry.is_some();
    let value = |name: &str| match (record, entry) {
        (Some(record), Some(entry)) => facts::value(name, record, entry, settings),
        (Some(record), None) => record
            .history
            .first()
            .filter(|_| OF_REQUEST.contains(&name))
            .map_or_else(
                || made_up(name, council),
                |entry| facts::value(name, record, entry, settings),
            ),
        (None, _) => made_up(name, council),
    };
    (super::paragraphs(text, value), real)
}

/// What a request has as soon as it is registered.
const OF_REQUEST: [&str; 5] = ["індекс", "отримано", "запит", "запитувач", "рада"];

/// A value as a real letter would have it; people and numbers are invented.
fn made_up(name: &str, council: &str) -> String {
    let text = match name {
        "індекс" => "17/02-19",
        "отримано" => "23 листопада 2026 р.",
        "дата" => "27 листопада 2026 р.",
        "строк" => "30 листопада 2026 р.",
        "запит" => "Прошу надати копію рішення про ремонт вулиці Тихої.",
        "запитувач" => "Верболіз Остап Лукич, вул. Тиха, 3",
        "рада" => return council.to_owned(),
        "підстава" => "запит стосується надання великого обсягу інформації",
        "причина" => "Потрібно зібрати документи за десять років.",
        "розпорядник" => "Вигаданська обласна рада, вул. Світла, 1",
        "обсяг" => "у повному обсязі",
        "решта" => "Решту запиту розглядаємо ми; відповідь надамо окремо.",
        "відповідь" => "Копію рішення додано.",
        "тест" => {
            "Доступ обмежено за сукупністю вимог частини другої статті 6 Закону: 1) інтерес, який захищає обмеження: захист репутації або прав інших людей (адреси дітей); 2) істотна шкода, якої може завдати розголошення: загроза безпеці дітей; 3) чому ця шкода переважає суспільний інтерес: досить знати кількість."
        }
        "відкрита частина" => "Відкрита частина інформації: кількість звернень – 7.",
        "відповідальна особа" => "Вигадана Зоряна Петрівна, головна спеціалістка",
        "оскарження" => facts::APPEAL,
        "сторінки" => "24 сторінки",
        "сума" => "93 гривні 24 копійки",
        "рахунок" => "12",
        "реквізити" => "Отримувач: Вигаданська рада, рахунок UA00 0000 0000",
        _ => "",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use domain::sync::wire::Council;

    use super::*;
    use crate::letter::template::standard;

    #[test]
    fn every_name_of_every_template_has_a_made_up_value() {
        let settings = HolderSettings::new(Council {
            name_uk: "Рада".into(),
            ..Council::default()
        });
        for kind in LetterKind::ALL {
            for name in standard(kind).known() {
                assert_ne!(made_up(name, "Вигаданська рада"), "", "{name}");
            }
            let (paragraphs, real) = paragraphs(kind, standard(kind).text, None, &settings);
            assert!(
                !real && !paragraphs.join("").contains('{'),
                "{paragraphs:?}"
            );
        }
    }
}
