//! The guide's section on the council's duties beside requests.

use super::guide::Section;
use crate::text::Text;

pub(super) const DUTIES: Section = Section {
    id: "duties",
    title: Text {
        uk: "Доступ, реєстр документів, місце для роботи",
        en: "Access, register of documents, place to work",
    },
    body: &[
        Text {
            uk: "«Рада» → «Сторінка про доступ»: тут пишуть те, що всі бачать за адресою /access: хто відповідає, години, місце, порядок подання й оскарження, правила, акти. Угорі перелічено, чого вимагає Закон і чого ще немає. Порожнє на сторінці не з’являється. Хто й що змінив, видно в історії.",
            en: "“Council” → “Page on access”: what everybody sees at /access: who is responsible, hours, place, how to request and appeal, rules, acts. What the Law asks for and is still missing stands above. What is empty is shown nowhere. The history tells who changed what.",
        },
        Text {
            uk: "«Рада» → «Реєстр документів»: документ вносять з усіма полями ч. 1 ст. 18. Реєстр відкритий для всіх, тож не пишіть у нього персональних даних. Якщо доступ до самого документа обмежено, назвіть підставу і строк. Внесене помилково вилучіть із причиною внизу сторінки запису: історія лишиться, а повернути його можна, вибравши в пошуку «Вилучені записи».",
            en: "“Council” → “Register of documents”: a document is entered with all fields of art. 18(1). The register is open to everybody: write nothing personal into it. If access to the document itself is restricted, name the ground and the term. Take out what was entered by mistake, with a reason, at the foot of its page: its history stays, and “Entries taken out” in the search leads back to it.",
        },
        Text {
            uk: "Багато документів одразу: «Внести з таблиці». Сторінка спершу лише перевіряє файл і називає кожен рядок з помилкою; вносите ви: усе, коли помилок немає, або лише добрі рядки. Та сама таблиця вдруге не внесеться. Стовпці – як у вивантаженому реєстрі.",
            en: "Many at once: “Take in a table”. The page first only looks at the file and names every line with a mistake; you take in all of it when there is none, or the good lines only. The same table is not taken in twice. Its columns are those of the exported register.",
        },
        Text {
            uk: "«Рада» → «Робота з документами»: скільки місць, у які години робочих днів, на скільки хвилин. Люди записуються за адресою /visit; на один час ніколи не запишеться більше, ніж є місць. Підтвердьте запис або відмовте з причиною; після початку зазначте, чи прийшли. Ім’я, контакт і побажання стираються самі, без налаштування – наступного дня.",
            en: "“Council” → “Work with documents”: how many seats, at which hours of working days, for how many minutes. People book at /visit; one time is never given to more than there are seats. Confirm a booking or refuse it with a reason; once it has begun, note who came. Name, contact and wish are erased by themselves, the next day unless you set otherwise.",
        },
    ],
};
