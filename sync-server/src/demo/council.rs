//! «Яснодільська міська рада»: there is no such town.

use domain::sync::wire::Council;

use crate::journal::HolderSettings;

/// Name and position of the clerk.
pub(super) const CLERK: (&str, &str) = (
    "Довгаль Мирослава Остапівна",
    "головний спеціаліст загального відділу, відповідальна особа з питань запитів на інформацію",
);

/// Name and position of the administrator.
pub(super) const ADMINISTRATOR: (&str, &str) = (
    "Калинець Ярема Зенонович",
    "адміністратор інформаційних систем",
);

/// Departments, in the order of [`super::requests::Subject::executor`].
pub(super) const EXECUTORS: &[&str] = &[
    "Загальний відділ",
    "Юридичний відділ",
    "Фінансове управління",
    "Управління житлово-комунального господарства",
    "Відділ земельних ресурсів та комунального майна",
    "Відділ містобудування та архітектури",
    "Управління освіти",
    "Управління соціального захисту",
    "Відділ надзвичайних ситуацій та цивільного захисту",
];

pub(super) fn settings() -> HolderSettings {
    let council = Council {
        name_uk: "Яснодільська міська рада".into(),
        name_en: "Yasnodil City Council".into(),
        address: "майдан Злагоди, 1, м. Яснодоли".into(),
        email: "zapyt@yasnodil.example".into(),
        phone: "(000) 000-00-00".into(),
    };
    HolderSettings {
        executors: EXECUTORS.iter().map(ToString::to_string).collect(),
        ..HolderSettings::new(council)
    }
}
