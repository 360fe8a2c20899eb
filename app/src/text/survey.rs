//! Sentences of the survey on a citizen's phone, with a network or without.

use crate::texts;

texts! {
    KEPT_HERE = "Написане зберігається лише на цьому пристрої, доки ви його не надішлете. Мережа не потрібна: якщо її немає, відповіді підуть самі, щойно вона з’явиться.", "What you write is kept on this device only until you send it. No network is needed: without one the answers go out by themselves when it appears.";
    SAVED = "Чернетку збережено.", "The draft is saved.";
    NOT_SAVED = "Чернетку не збережено. {}", "The draft is not saved. {}";
    ERASE = "Стерти чернетку", "Erase the draft";
    ERASE_ASK = "Стерти все, що ви тут відповіли?", "Erase everything you have answered here?";
    ERASED = "Чернетку стерто.", "The draft is erased.";
    CHECK = "Перевірте, будь ласка", "Please check";
    ERROR_PREFIX = "Помилка: ", "Error: ";
    NOT_KEPT = "{} Відповіді не збережено й не надіслано. Якщо мережа є, натисніть «Надіслати відповіді» ще раз: вони підуть одразу.", "{} The answers are neither saved nor sent. If there is a network, press “Send the answers” again: they go out at once.";

    WAITS = "Відповіді збережено на цьому пристрої", "Your answers are saved on this device";
    WAITS_TAG = "Чекає на мережу", "Waiting for a network";
    SENDING_TAG = "Надсилається", "Being sent";
    WAITS_TELL = "Ще не надіслано. Відповіді підуть самі, щойно з’явиться мережа, навіть якщо ви відкриєте лише застосунок ради. Час, коли ви закінчили, записано.", "Not sent yet. The answers go out by themselves when a network appears, even if you open only the council’s app. The time you finished is noted.";
    SEND_NOW = "Надіслати зараз", "Send now";
    ARRIVED = "Відповіді отримано", "Your answers are received";
    ARRIVED_TELL = "Дякуємо! За голосами рада визначить тему, питання й учасників дня.", "Thank you! By the votes the council decides on the theme, the questions and who takes part.";
    LATE = "Відповіді отримано після кінця опитування", "Your answers came after the end of the survey";
    LATE_COUNTED = "Ви закінчили вчасно, мережа принесла їх пізніше. Рада враховує такі відповіді й показує, скільки їх.", "You finished in time, the network brought them later. The council counts such answers and shows how many there are.";
    LATE_APART = "Ви закінчили вчасно, мережа принесла їх пізніше. Рада показує такі відповіді окремо, у підсумок голосів вони не входять.", "You finished in time, the network brought them later. The council shows such answers apart; they are not in the count of votes.";
    REFUSED = "Відповіді не прийнято", "Your answers were not taken";
    REFUSED_CLOSED = "Опитування вже закінчилося, коли ви відповіли, або день скасовано. Пропозицію чи запитання можна надіслати зі сторінки дня.", "The survey was over when you answered, or the day is cancelled. A proposal or a question can be sent from the page of the day.";
    REFUSED_NO_DAY = "Такого дня в раді вже немає: його скасовано.", "The council has no such day any more: it is cancelled.";
    REFUSED_UNFITTING = "Анкета ради вже інша. Відкрийте сторінку з мережею, перевірте відповіді й надішліть їх іще раз.", "The council’s questionnaire is another one now. Open the page with a network, check the answers and send them again.";
    REFUSED_CONFLICT = "Під тим самим номером рада вже має інші відповіді, їх не змінено. Перевірте свої й надішліть як нові.", "The council has other answers under the same number, and they were not changed. Check yours and send them as new ones.";
    REFUSED_OTHER = "Сервер не зміг їх прочитати. Перевірте відповіді й надішліть ще раз.", "The server could not read them. Check the answers and send them again.";
    MEND = "Перевірити й надіслати ще раз", "Check and send again";
    GONE = "Що ви відповіли, на цьому пристрої вже не зберігається.", "What you answered is no longer kept on this device.";
    ANOTHER = "Відповісти за іншу людину", "Answer for another person";
    ANOTHER_HINT = "Кожен відповідає один раз. Якщо телефон спільний, може відповісти й інша людина.", "Everybody answers once. If this phone is shared, another person can answer too.";
    FORGET = "Прибрати це повідомлення", "Remove this message";
    BEFORE = "З цього пристрою вже є відповіді.", "There are answers from this device already.";
    OVER = "За годинником цього пристрою опитування вже закінчилося. Якщо годинник правильний, рада відповідей не прийме.", "By the clock of this device the survey is over. If the clock is right, the council will not take the answers.";
    LEFT = "На цьому пристрої лишилася чернетка ваших відповідей.", "A draft of your answers is left on this device.";
}
