//! How the parts of an open day are called, in both languages: server, papers and office say the same.

use super::day::DayStatus;
use super::event::DayRefused;
use super::gaps::Gap;
use super::item_6::Prohibited;
use super::item_9::Category;
use super::map::{MAX_MAP_BYTES, MAX_MAPS};
use super::people::Office;
use super::places::{PlaceRefused, Standing};
use super::programme::Form;
use super::question::{Concern, QuestionRefused, QuestionStatus};
use super::sheet::{MAX_SHEET, SheetRefused};
use super::shown::{FileRefused, MAX_ABOUT, MAX_MATERIAL_BYTES, MAX_PHOTO_BYTES, MAX_SHOWN};
use super::survey::{AnswerProblem, Channel};
use crate::request::Language;

const fn pick(language: Language, uk: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// Why a Wednesday is not possible.
#[rustfmt::skip]
#[must_use]
pub const fn prohibited(which: Prohibited, language: Language) -> &'static str {
    match which {
        Prohibited::First => pick(language,
            "Це перша середа місяця: за пунктом 6 порядку Дня відкритих дверей тоді не проводять",
            "This is the first Wednesday of the month: item 6 of the order allows no open day then"),
        Prohibited::Third => pick(language,
            "Це третя середа місяця: за пунктом 6 порядку Дня відкритих дверей тоді не проводять",
            "This is the third Wednesday of the month: item 6 of the order allows no open day then"),
        Prohibited::Last => pick(language,
            "Це остання середа місяця: за пунктом 6 порядку Дня відкритих дверей тоді не проводять",
            "This is the last Wednesday of the month: item 6 of the order allows no open day then"),
    }
}

/// A category of visitors.
#[rustfmt::skip]
#[must_use]
pub const fn category(category: Category, language: Language) -> &'static str {
    match category {
        Category::CivicOrganisation => pick(language, "Громадська організація", "Civic organisation"),
        Category::Media => pick(language, "Медіа", "Media"),
        Category::Citizen => pick(language, "Мешканці", "Residents"),
        Category::AdvisoryBody => pick(language, "Дорадчий орган", "Advisory body"),
        Category::Enterprise => pick(language, "Підприємство, установа, організація", "Enterprise, institution, organisation"),
        Category::Student => pick(language, "Студенти", "Students"),
        Category::Pupil => pick(language, "Учні", "Pupils"),
    }
}

/// A form of a part of the programme.
#[rustfmt::skip]
#[must_use]
pub const fn form(form: Form, language: Language) -> &'static str {
    match form {
        Form::Opening => pick(language, "Вступна зустріч", "Opening meeting"),
        Form::Tour => pick(language, "Огляд", "Tour"),
        Form::Talk => pick(language, "Бесіда", "Talk"),
        Form::TakingPart => pick(language, "Участь у виконанні функцій", "Taking part in the work"),
        Form::EServices => pick(language, "Показ електронних послуг", "Demonstration of e-services"),
        Form::Other => pick(language, "Інше", "Other"),
        Form::Closing => pick(language, "Підсумкова зустріч", "Closing meeting"),
    }
}

/// An office.
#[rustfmt::skip]
#[must_use]
pub const fn office(office: Office, language: Language) -> &'static str {
    match office {
        Office::ManagingOfficer => pick(language, "Заступник голови, керуючий справами виконкому", "Deputy mayor, managing officer"),
        Office::FirstDeputy => pick(language, "Перший заступник голови", "First deputy mayor"),
        Office::Deputy => pick(language, "Заступник голови", "Deputy mayor"),
        Office::HeadOfBody => pick(language, "Керівник виконавчого органу", "Head of an executive body"),
        Office::Other => pick(language, "Інша посада", "Another office"),
    }
}

/// How far a day has come.
#[rustfmt::skip]
#[must_use]
pub const fn status(status: DayStatus, language: Language) -> &'static str {
    match status {
        DayStatus::Preparing => pick(language, "Готується", "Being prepared"),
        DayStatus::Published => pick(language, "Оприлюднено", "Published"),
        DayStatus::Held => pick(language, "Відбувся", "Held"),
        DayStatus::Cancelled => pick(language, "Скасовано", "Cancelled"),
    }
}

/// How a booking stands.
#[rustfmt::skip]
#[must_use]
pub const fn standing(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Place => pick(language, "Місце", "A place"),
        Standing::Waiting => pick(language, "У списку очікування", "On the waiting list"),
        Standing::Cancelled | Standing::Kept => pick(language, "Скасовано", "Cancelled"),
    }
}

/// What a visitor says.
#[rustfmt::skip]
#[must_use]
pub const fn concern(concern: Concern, language: Language) -> &'static str {
    match concern {
        Concern::Question => pick(language, "Запитання", "Question"),
        Concern::Proposal => pick(language, "Пропозиція", "Proposal"),
        Concern::Remark => pick(language, "Зауваження", "Remark"),
    }
}

/// Where a question stands.
#[rustfmt::skip]
#[must_use]
pub const fn question_status(status: QuestionStatus, language: Language) -> &'static str {
    match status {
        QuestionStatus::Received => pick(language, "Отримано", "Received"),
        QuestionStatus::Addressed => pick(language, "Передано заступникові", "With a deputy"),
        QuestionStatus::Answered => pick(language, "Є відповідь", "Answered"),
        QuestionStatus::BecameRequest => pick(language, "Стало запитом на інформацію", "Became a request for information"),
    }
}

/// What a day lacks, and so what is to be done.
#[rustfmt::skip]
#[must_use]
pub fn gap(gap: &Gap, language: Language) -> String {
    let say = |uk: &str, en: &str| match language {
        Language::Uk => uk.to_owned(),
        Language::En => en.to_owned(),
    };
    match gap {
        Gap::Purpose => say("Напишіть мету", "Write the purpose"),
        Gap::Theme => say("Напишіть тему", "Write the theme"),
        Gap::Chief => say("Назвіть головного організатора: заступника голови, керуючого справами виконкому", "Name the chief organiser: the deputy mayor, managing officer"),
        Gap::Units => say("Назвіть підрозділи, які беруть участь", "Name the units that take part"),
        Gap::Supervisor { unit } => say(&format!("Назвіть заступника, який відповідає за підрозділ «{unit}»"), &format!("Name the deputy who supervises “{unit}”")),
        Gap::Head { unit } => say(&format!("Назвіть керівника підрозділу «{unit}»"), &format!("Name the head of “{unit}”")),
        Gap::Conduct => say("Напишіть правила поведінки", "Write the code of conduct"),
        Gap::Date => say("Виберіть іншу дату: цієї середи не можна", "Choose another date: this Wednesday is not possible"),
        Gap::Plan => say("Внесіть захід до плану роботи того тижня", "Enter the event in the work plan of its week"),
        Gap::Survey => say("Відкрийте опитування не пізніше ніж за 30 днів", "Open the survey at least 30 days before"),
        Gap::Channels => say("Назвіть газету, хто друкує анкету в ній і хто розміщує її на сайті", "Name the newspaper, who prints the questionnaire there and who puts it on the site"),
        Gap::Slots => say("Назвіть час відвідування й кількість місць, не більше 20 одночасно", "Name the times of visits and their places, at most 20 at once"),
        Gap::PlannedBy => say("План складає організаційний відділ", "The organisational department makes the plan"),
        Gap::Acknowledged { unit } => say(&format!("Позначте, що керівника підрозділу «{unit}» ознайомлено з планом"), &format!("Note that the head of “{unit}” has acknowledged the plan")),
        Gap::Materials { unit } => say(&format!("Назвіть матеріали підрозділу «{unit}»"), &format!("Name the materials of “{unit}”")),
        Gap::Ready { title } => say(&format!("Матеріал «{title}» ще не готовий"), &format!("The material “{title}” is not ready")),
        Gap::Programme => say("Додайте до програми огляд, бесіду чи іншу частину", "Add a tour, a talk or another part to the programme"),
        Gap::Opening => say("Програма починається однією вступною зустріччю", "The programme begins with one opening meeting"),
        Gap::Closing => say("Програма закінчується однією підсумковою зустріччю", "The programme ends with one closing meeting"),
        Gap::Chair { title } => say(&format!("Назвіть, хто проводить «{title}»: керуючий справами або заступник голови"), &format!("Name who chairs “{title}”: the managing officer or a deputy mayor")),
        Gap::Site { title } => say(&format!("Виберіть інше місце для «{title}»: доступ до нього обмежено або його немає в переліку"), &format!("Choose another place for “{title}”: access to it is restricted, or it is not on the list")),
        Gap::Confirmed { title } => say(&format!("Підтвердьте, що в матеріалі «{title}» немає персональних даних, таємної чи обмеженої інформації"), &format!("Confirm that “{title}” holds no personal, secret or restricted information")),
    }
}

/// Why a change is not possible, and what to do.
#[rustfmt::skip]
#[must_use]
pub fn refused(refused: &DayRefused, language: Language) -> String {
    let say = |uk: &str, en: &str| match language {
        Language::Uk => uk.to_owned(),
        Language::En => en.to_owned(),
    };
    match refused {
        DayRefused::Wednesday { which } => format!("{}. {}", prohibited(*which, language), pick(language, "Виберіть інший день.", "Choose another day.")),
        DayRefused::DateOver => say("Виберіть день після сьогоднішнього.", "Choose a day after today."),
        DayRefused::NoTheme => say("Напишіть тему, одним рядком.", "Write the theme, on one line."),
        DayRefused::Text => say("Чогось бракує, щось задовге або названо двічі. Назви – до 300 знаків одним рядком, тексти – до 5 000, у переліку – до 50.", "Something is missing, too long, or named twice. Names have up to 300 characters on one line, texts 5,000, lists 50 entries."),
        DayRefused::Restricted { site } => say(&format!("Доступ до «{site}» обмежено (пункт 14). Виберіть інше місце."), &format!("Access to “{site}” is restricted (item 14). Choose another place.")),
        DayRefused::Unknown { name } => say(&format!("«{name}» немає в переліку. Спершу додайте."), &format!("“{name}” is not on the list. Add it first.")),
        DayRefused::Mark { site } => say(&format!("Позначка «{site}» поза планом, або їх дві. Поставте одну на план."), &format!("The mark of “{site}” is beside the plan, or there are two. Put one on the plan.")),
        DayRefused::Backwards => say("Кінець має бути пізніше за початок, місць – хоча б одне, номери – різні.", "The end has to be later than the start, with at least one place and different numbers."),
        DayRefused::TooManyAtOnce { number } => say(&format!("Одночасно вийшло б {number}, а пункт 9 дозволяє 20. Зменште кількість місць або розведіть час."), &format!("There would be {number} at once, and item 9 allows 20. Take fewer places or other times.")),
        DayRefused::OtherWeek => say("Це план іншого тижня. Потрібен план тижня, на який припадає дата.", "This is the plan of another week. The plan of the date’s own week is needed."),
        DayRefused::SurveyLate => say("До дати менше 30 днів (пункт 8). Перенесіть дату, тоді відкрийте опитування.", "The date is less than 30 days away (item 8). Move it, then open the survey."),
        DayRefused::SurveyOpen => say("Опитування вже відкрито: дату й анкету більше не змінюють.", "The survey is open: date and questionnaire are changed no more."),
        DayRefused::Questionnaire => say("Перевірте анкету: потрібен текст кожного питання, від 2 до 30 варіантів або оцінка від 2 до 10.", "Check the questionnaire: each question needs a text, and 2 to 30 options or a grade of 2 to 10."),
        DayRefused::Gaps { gaps } => {
            let all: Vec<String> = gaps.iter().map(|one| gap(one, language)).collect();
            format!("{}.", all.join(". "))
        }
        DayRefused::Published => say("День уже оприлюднено: дати й часу відвідування більше не змінюють.", "The day is published: date and times of visits are changed no more."),
        DayRefused::NotYet => say("Ще не час: спершу зробіть попередній крок.", "Not yet: take the step before it first."),
        DayRefused::Over => say("День уже відбувся або скасовано.", "The day was held or cancelled."),
    }
}

/// Why a question can't be changed this way.
#[rustfmt::skip]
#[must_use]
pub const fn question_refused(refused: QuestionRefused, language: Language) -> &'static str {
    match refused {
        QuestionRefused::Text => pick(language, "Напишіть текст, до 5 000 знаків.", "Write a text of up to 5,000 characters."),
        QuestionRefused::NoAddressee => pick(language, "Спершу назвіть заступника, який відповідає.", "Name the deputy who answers first."),
        QuestionRefused::Closed => pick(language, "На це вже відповіли, або воно стало запитом.", "It is answered already, or became a request."),
        QuestionRefused::NoAnswer => pick(language, "Відповіді ще немає: нема чого оприлюднити.", "There is no answer yet to be published."),
    }
}

/// Why a place can't be booked or somebody let in.
#[rustfmt::skip]
#[must_use]
pub const fn place_refused(refused: PlaceRefused, language: Language) -> &'static str {
    match refused {
        PlaceRefused::OtherBooking => pick(language, "Це запис іншої людини. Запишіться ще раз.", "This is another person’s booking. Book again."),
        PlaceRefused::Unknown => pick(language, "Такого запису немає або код не від нього.", "There is no such booking, or the code is not its."),
        PlaceRefused::NoPlace => pick(language, "Вільного місця немає.", "There is no free place."),
        PlaceRefused::TooMany => pick(language, "Записів уже забагато. Зателефонуйте до ради.", "There are too many bookings already. Call the council."),
    }
}

/// Why an answer to a survey is none.
#[rustfmt::skip]
#[must_use]
pub const fn answer_problem(problem: AnswerProblem, language: Language) -> &'static str {
    match problem {
        AnswerProblem::Empty => pick(language, "Дайте відповідь хоча б на одне питання.", "Answer at least one question."),
        AnswerProblem::Unfitting => pick(language, "Відповідь не підходить до питання: відкрийте анкету ще раз.", "A reply does not fit its question: open the questionnaire again."),
        AnswerProblem::TooLong => pick(language, "Скоротіть відповідь до 2 000 знаків.", "Shorten the answer to 2,000 characters."),
    }
}

/// By which way an answer came.
#[rustfmt::skip]
#[must_use]
pub const fn way(channel: Channel, language: Language) -> &'static str {
    match channel {
        Channel::Web => pick(language, "На сайті", "On the site"),
        Channel::Kiosk => pick(language, "На терміналі", "At a kiosk"),
        Channel::Paper => pick(language, "На папері", "On paper"),
    }
}

/// Why a sheet is not taken, and what to do.
#[rustfmt::skip]
#[must_use]
pub fn sheet_refused(refused: SheetRefused, language: Language) -> String {
    let say = |uk: &str, en: &str| match language {
        Language::Uk => uk.to_owned(),
        Language::En => en.to_owned(),
    };
    match refused {
        SheetRefused::Number => say(&format!("Номер аркуша – від 1 до {MAX_SHEET}."), &format!("Sheets are numbered from 1 to {MAX_SHEET}.")),
        SheetRefused::Early => say("Того дня опитування ще не було відкрито. Перевірте дату, коли рада отримала аркуш.", "The survey was not open on that day. Check the date on which the council got the sheet."),
        SheetRefused::Late => say("Аркуш отримано після закінчення опитування (пункт 8): його не враховують.", "The sheet was received after the survey’s end (item 8) and does not count."),
        SheetRefused::Future => say("Цей день ще не настав. Перевірте дату, коли рада отримала аркуш.", "That day is still to come. Check the date on which the council got the sheet."),
    }
}

/// Why a file is not taken, and what to do.
#[rustfmt::skip]
#[must_use]
pub fn file_refused(refused: FileRefused, language: Language) -> String {
    let say = |uk: &str, en: &str| match language {
        Language::Uk => uk.to_owned(),
        Language::En => en.to_owned(),
    };
    let (photo, material) = (MAX_PHOTO_BYTES / 1_048_576, MAX_MATERIAL_BYTES / 1_048_576);
    let map = MAX_MAP_BYTES / 1_048_576;
    match refused {
        FileRefused::About => say(&format!("Опишіть одним рядком, до {MAX_ABOUT} знаків, що на фото або що це за документ: хто не бачить, прочитає опис."), &format!("Describe on one line of up to {MAX_ABOUT} characters what is on the photo, or what the document is: who can’t see reads the description.")),
        FileRefused::NotAPhoto => say("Фото й план поверху – це JPEG, PNG або WebP. Інші файли додавайте як матеріал.", "A photo or floor plan is a JPEG, PNG or WebP. Add other files as a material."),
        FileRefused::TooLarge => say(&format!("Фото – до {photo} МБ, матеріал – до {material} МБ, план поверху – до {map} МБ. Зменште файл."), &format!("A photo has up to {photo} MB, a material {material} MB, a floor plan {map} MB. Make the file smaller.")),
        FileRefused::TooMany => say(&format!("До дня вже додано {MAX_SHOWN} файлів або {MAX_MAPS} планів. Спершу приберіть зайві."), &format!("The day has {MAX_SHOWN} files or {MAX_MAPS} plans already. Take some away first.")),
        FileRefused::NotAMap => say("Позначки ставлять лише на план поверху.", "Marks stand on floor plans only."),
    }
}
