//! What the invented council has published of access, documents it holds, its place to work with
//! them. The rules it wrote are left out, so that the office shows what a missing duty looks like.

use chrono::NaiveDate;
use domain::register::visit::VisitRules;
use domain::register::{
    AccessPage, ActLink, Document, DocumentKind, NewAccess, NewDocument, NewVisitRules, Restriction,
};
use uuid::Uuid;

use crate::duties::{Duties, Fault};
use crate::journal::{JournalError, Officer};

/// Name, number, date, unit, field, keywords, kind.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    DocumentKind,
);

const LAND: &str = "Відділ земельних ресурсів та комунального майна";
const UTILITIES: &str = "Управління житлово-комунального господарства";

#[rustfmt::skip]
const ROWS: [Row; 10] = [
    ("Про бюджет міської територіальної громади на 2026 рік", "58/12", "2025-12-18", "Фінансове управління", "Фінанси", "бюджет", DocumentKind::Decision),
    ("Про капітальний ремонт дороги на вул. Липовій", "112", "2026-03-12", UTILITIES, "Дороги", "дороги, ремонт", DocumentKind::Decision),
    ("Звіт про виконання програми озеленення за 2025 рік", "3", "2026-02-05", UTILITIES, "Благоустрій", "озеленення, дерева", DocumentKind::Report),
    ("Протокол засідання земельної комісії", "7", "2026-05-21", LAND, "Земля", "земля, комісія", DocumentKind::Minutes),
    ("Перелік орендарів комунального майна", "15", "2026-01-20", LAND, "Комунальна власність", "оренда, майно", DocumentKind::Report),
    ("Договір на прибирання снігу взимку 2025–2026 років", "41-У", "2025-11-10", UTILITIES, "Благоустрій", "сніг, закупівля", DocumentKind::Agreement),
    ("Про внесення змін до генерального плану міста", "61/4", "2026-04-16", "Відділ містобудування та архітектури", "Містобудування", "генплан", DocumentKind::Decision),
    ("Доповідна записка про стан шкільних харчоблоків", "88", "2025-09-03", "Управління освіти", "Освіта", "школи, харчування", DocumentKind::Memo),
    ("Відкриття оновленого парку Злагоди", "24", "2025-08-22", "Загальний відділ", "Культура", "парк", DocumentKind::PressRelease),
    ("Схема захисних споруд цивільного захисту", "5-ЦЗ", "2025-06-30", "Відділ надзвичайних ситуацій та цивільного захисту", "Цивільний захист", "укриття", DocumentKind::Other),
];

/// Publishes, enters and sets all of it.
pub(super) async fn fill(
    duties: Duties<'_>,
    clerk: &Officer,
    clerk_in_words: (&str, &str),
) -> Result<(), JournalError> {
    let done = async {
        let access = NewAccess {
            version: 0,
            page: access(clerk_in_words),
        };
        duties.put_access(access, clerk).await?;
        for (n, row) in (1..).zip(&ROWS) {
            let new = NewDocument {
                version: 0,
                document: document(row),
            };
            duties.put_document(Uuid::from_u128(n), new, clerk).await?;
        }
        let rules = VisitRules {
            seats: 2,
            place: "майдан Злагоди, 1, кімната 12".into(),
            ..VisitRules::default()
        };
        let new = NewVisitRules { version: 0, rules };
        duties.put_visit_rules(new, clerk).await
    };
    match done.await {
        Err(Fault::Journal(error)) => Err(error),
        Err(fault) => {
            tracing::warn!(?fault, "a duty of the demo was not recorded");
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

fn access((name, position): (&str, &str)) -> AccessPage {
    AccessPage {
        position: position.into(),
        name: name.into(),
        phone: "(000) 000-00-02".into(),
        email: "zapyt@yasnodil.example".into(),
        hours: "пн–чт 9:00–18:00, пт 9:00–16:45, перерва 13:00–13:45".into(),
        place: "Кімната 12, перший поверх, вхід без сходів. Є стіл, розетка, сканер.".into(),
        forms: "У загальному відділі (кімната 4) і на стенді біля входу.".into(),
        request: "Усно, письмово, поштою, електронною поштою, телефоном або на цьому сайті. Пояснювати, навіщо інформація, не потрібно. Відповідь – не пізніше п’яти робочих днів.".into(),
        appeal: "Міському голові, вищому органу або до суду (ст. 23 Закону). Можна також звернутися до Уповноваженого Верховної Ради України з прав людини.".into(),
        rules: String::new(),
        acts: vec![ActLink {
            title: "Закон України «Про доступ до публічної інформації»".into(),
            url: "https://zakon.rada.gov.ua/laws/show/2939-17".into(),
        }],
    }
}

fn document(row: &Row) -> Document {
    let (name, number, date, source, field, keywords, kind) = *row;
    Document {
        name: name.into(),
        number: number.into(),
        created: date.parse::<NaiveDate>().ok(),
        source: source.into(),
        restriction: (kind == DocumentKind::Other).then(|| Restriction {
            ground: "ч. 2 ст. 6 Закону № 2939-VI".into(),
            term: "до припинення чи скасування воєнного стану".into(),
        }),
        field: field.into(),
        keywords: keywords.split(", ").map(str::to_owned).collect(),
        kind,
        form: "паперова".into(),
        place: "архівний відділ".into(),
        ..Document::default()
    }
}
