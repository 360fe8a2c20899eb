//! The clerk's guide. The English one is shorter and just as true.

use crate::text::Text;

/// A section of the guide.
pub(super) struct Section {
    /// For links.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) title: Text,
    /// Its paragraphs.
    pub(super) body: &'static [Text],
}

pub(super) const TITLE: Text = Text {
    uk: "Довідка працівника",
    en: "The clerk’s guide",
};
pub(super) const CONTENTS: Text = Text {
    uk: "Зміст",
    en: "Contents",
};
pub(super) const LEAD: Text = Text {
    uk: "Як вести журнал запитів на публічну інформацію: від входу до відповіді. Статті та частини – із Закону № 2939-VI «Про доступ до публічної інформації».",
    en: "How to keep the journal of requests for public information, from sign-in to answer. Articles are those of Law No. 2939-VI on access to public information.",
};

pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "enter",
        title: Text {
            uk: "Вхід і вихід",
            en: "Signing in and out",
        },
        body: &[
            Text {
                uk: "Увійдіть своїм логіном і паролем: кожна дія записується на ваше ім’я й посаду. Не працюйте під чужим входом.",
                en: "Sign in with your own login: every act is recorded with your name and position.",
            },
            Text {
                uk: "Якщо сеанс завершився, доки ви писали, з’явиться сторінка входу. Увійдіть знову – набраний текст буде на місці. Якщо натомість увійде інша людина, вона вашого тексту не побачить.",
                en: "If the session ends while you write, sign in again: your text is still there. Somebody else who signs in instead does not see it.",
            },
            Text {
                uk: "Ненадісланий текст живе лише на відкритій сторінці. На диск він не записується, бо містить персональні дані; перш ніж закрити вкладку, браузер перепитає. Відходячи від комп’ютера, натисніть «Вийти».",
                en: "Unsent text lives on the open page only, never on the disk; the browser asks before the tab closes. Sign out when you leave the desk.",
            },
        ],
    },
    Section {
        id: "people",
        title: Text {
            uk: "Пароль, другий крок входу, працівники",
            en: "Password, second step, staff",
        },
        body: &[
            Text {
                uk: "«Рада» → «Працівники»: тут змінюють пароль, вмикають другий крок входу (код із застосунку на телефоні), бачать і завершують свої сеанси. Коди відновлення запишіть одразу: їх показують один раз.",
                en: "“Council” → “Staff”: change your password, switch the second step on (a code of an app on your phone), see and end your sessions. Write the recovery codes down at once: they are shown once.",
            },
            Text {
                uk: "Адміністратор запрошує працівників: задає логін і роль, а посилання передає особисто. Воно діє сім днів і один раз. Хто забув пароль, просить нове посилання. «Закрити вхід» діє негайно; записи цієї людини в журналі залишаються.",
                en: "An administrator invites people: sets login and role, and hands the link over. It works for seven days and once. Who forgot the password asks for a new link. “Keep out” works at once; what the person recorded stays.",
            },
        ],
    },
    Section {
        id: "settings",
        title: Text {
            uk: "Календар і правила ради",
            en: "Calendar and rules",
        },
        body: &[
            Text {
                uk: "«Рада» → «Календар і правила»: воєнний стан і святкові дні, перенесені дні, вихідні, години прийому, читання Закону, шаблон індексу, строк зберігання, виконавці, інші розпорядники, контакти, вартість копій і реквізити. Читають усі, хто бачить увесь журнал; змінює адміністратор.",
                en: "“Council” → “Calendar and rules”: martial law and holidays, moved days, days off, office hours, readings of the Law, the index, the storage term, executors, other holders, contacts, costs of copies and payment details. Everybody who sees the whole journal reads them; the administrator changes them.",
            },
            Text {
                uk: "Щоб перенести робочий день, натисніть «Додати перенесений день», вкажіть день, що стає вихідним, день, який за нього відпрацьовують, і розпорядження. «Переглянути зміни» назве всі відкриті запити, строк яких зміниться, з якої дати на яку; нічого ще не змінено. Напишіть причину й натисніть «Застосувати»: причина стане в історії кожного такого запиту, її прочитає й запитувач.",
                en: "To move a working day, choose “Add a moved day”, enter the day that becomes a day off, the day worked for it, and the order. “Look at the changes” names every open request whose date would move, from which date to which; nothing is changed yet. Write the reason and choose “Apply”: it stands in the history of each, and its requester reads it.",
            },
            Text {
                uk: "Помилка показана біля свого поля, набране лишається – і коли зникла мережа, і коли закінчився сеанс. Якщо правила тим часом змінив хтось інший, ваше не застосується, доки ви не завантажите чинні.",
                en: "A mistake is shown at its field and all you typed stays, also when the network drops or the session ends. If somebody else changed the rules meanwhile, yours do not apply before you load theirs.",
            },
        ],
    },
    Section {
        id: "journal",
        title: Text {
            uk: "Журнал",
            en: "The journal",
        },
        body: &[
            Text {
                uk: "Запит потрапляє до журналу сам, щойно сервер ради його отримав. Індекс, дата отримання і строк уже проставлені; змінити їх не можна.",
                en: "A request enters the journal by itself once the server has received it, with its index, moment of receipt and term.",
            },
            Text {
                uk: "Вкладки: «На контролі» – усе, що не закрито, найближчий строк угорі; «Прострочені»; «Сьогодні» – відповідь потрібна до кінця дня; «Не доручені» – ще без виконавця; «Закриті» та «Усі» – найновіші вгорі. Число біля назви – скільки їх у всьому журналі.",
                en: "Tabs: under control (nearest deadline first), overdue, due today, unassigned, closed, all (latest first). The number counts the whole journal.",
            },
            Text {
                uk: "Пошук розуміє індекс (15/02-19) або слова з імені запитувача чи тексту запиту: у будь-якій формі («дорога» знайде й «дорозі») або лише їхні частини: початок будь-якої довжини, а від чотирьох літер – і середину («канал» знайде «водоканал»). Він шукає в межах відкритої вкладки. Пошуковий текст не потрапляє до адреси сторінки, тож посилання на журнал можна безпечно надіслати колезі.",
                en: "The search takes an index, or words of a name or a request in any form or only parts of them, within the open tab: a beginning of any length, and from four letters on the middle too. It never gets into the page’s address, so a link to the journal can be shared safely.",
            },
            Text {
                uk: "«Ще фільтри» під пошуком звужують журнал за способом надходження, видом запитувача, виконавцем і днями отримання; «Скинути фільтри» знімає всі разом. Вони стоять в адресі сторінки й переживають її оновлення, крім виконавця: ним може бути людина.",
                en: "“More filters” under the search narrow the journal by how a request came, who asks, executor and days of receipt; “Clear the filters” takes all of them back. They stand in the page’s address and outlive a reload, except the executor, who can be a person.",
            },
            Text {
                uk: "«Подання і стовпці»: оберіть стовпці таблиці; вкладку, пошук і фільтри разом із ними можна зберегти під назвою. Збережене подання стоїть кнопкою над таблицею й відкривається одним натисканням; бачите його лише ви.",
                en: "“Views and columns”: choose the table’s columns; tab, search and filters can be kept with them under a name. A kept view is a button above the table and opens by one press; only you see it.",
            },
        ],
    },
    Section {
        id: "lights",
        title: Text {
            uk: "Позначки строку",
            en: "Deadline lights",
        },
        body: &[
            Text {
                uk: "Біля кожної дати словами написано, скільки лишилося; колір і форма лише повторюють слова. Зелене коло – більше двох днів. Жовтий ромб – два дні або менше чи сьогодні останній день. Червоний квадрат – прострочено. Порожнє коло – запит закрито.",
                en: "Words beside each date say how much is left; colour and shape repeat them. Green circle: more than two days. Amber diamond: two days or fewer. Red square: overdue. Hollow circle: closed.",
            },
            Text {
                uk: "Строк у днях триває до кінця останнього дня за київським часом: відповідь о 23:50 ще вчасна. Строк у 48 годин закінчується тієї самої години й хвилини.",
                en: "A term in days lasts to the end of its last day in Kyiv; 48 hours end at that very hour and minute.",
            },
        ],
    },
    Section {
        id: "assign",
        title: Text {
            uk: "Доручити",
            en: "Assigning",
        },
        body: &[
            Text {
                uk: "Відкрийте картку, натисніть «Доручити», оберіть виконавця зі списку або впишіть іншого, за потреби додайте зміст доручення. Передоручити можна будь-коли; попереднє доручення лишається в історії.",
                en: "Open the card, choose “Assign”, pick an executor or write another, add an instruction if needed. It can be handed over at any time; the earlier entry stays in the history.",
            },
            Text {
                uk: "Доручення не зупиняє строку. Запитувач побачить, що запит у роботі; імені виконавця та змісту доручення він не бачить.",
                en: "Assigning does not stop the term. The requester sees that the request is in work, not who works on it nor the instruction.",
            },
        ],
    },
    Section {
        id: "answer",
        title: Text {
            uk: "Відповісти",
            en: "Answering",
        },
        body: &[
            Text {
                uk: "Напишіть відповідь по суті й повністю. Відсилати до «відкритих джерел» або відповідати не по суті – неправомірна відмова (ч. 2 ст. 22). Перед надсиланням журнал перепитає: після цього відповідь змінити не можна, запит знімається з контролю.",
                en: "Answer on the merits and in full; pointing to “open sources” is an unlawful refusal (art. 22(2)). You are asked once more before it goes: afterwards it can’t be changed and the request is off control.",
            },
            Text {
                uk: "Запитувач отримує її в застосунку. Якщо він просив відповідь на пошту, надішліть її й туди: адреса стоїть на картці.",
                en: "The requester gets it in the app. If an e-mail or postal address stands on the card, send it there as well.",
            },
        ],
    },
    Section {
        id: "refuse",
        title: Text {
            uk: "Відмовити",
            en: "Refusing",
        },
        body: &[
            Text {
                uk: "Підстав лише чотири (ч. 1 ст. 22): рада не володіє інформацією і не зобов’язана володіти; інформація з обмеженим доступом за ч. 2 ст. 6; не оплачено копіювання; не дотримано вимог ч. 5 ст. 19. Відсутність підпису на електронному запиті підставою не є.",
                en: "There are four grounds only (art. 22(1)): not held and no duty to hold; restricted under art. 6(2); copying not paid; art. 19(5) not met. A missing signature on an electronic request is no ground.",
            },
            Text {
                uk: "Для обмеженого доступу обґрунтування має пройти трискладовий тест: законний інтерес, істотна шкода йому, і ця шкода переважає суспільний інтерес. Якщо обмежено лише частину документа, решту надайте.",
                en: "For restricted information the reasons must pass the three-part test: a lawful interest, substantial harm to it, harm greater than the public interest. If only part is restricted, give the rest.",
            },
            Text {
                uk: "Закон вимагає п’яти складників (ч. 4 ст. 22): прізвище, ім’я, по батькові й посада відповідальної особи; дата; мотивована підстава; порядок оскарження; підпис. Ім’я, посаду, дату і порядок оскарження журнал додає сам – за вами підстава й обґрунтування. Перевірте, чи ваше ім’я вгорі сторінки записане повністю.",
                en: "The Law asks for five elements (art. 22(4)): name and position of the person responsible, date, reasoned ground, how to appeal, signature. The journal adds all but ground and reasons. Check that your name is there in full.",
            },
            Text {
                uk: "Якщо інформація є в іншого розпорядника, не відмовляйте: запит належить направити йому й одночасно повідомити запитувача (ч. 3 ст. 22). Для цього на картці є дія «Направити належному розпоряднику».",
                en: "If another holder has the information, don’t refuse: the request is to be forwarded and the requester told (art. 22(3)). The card has an act for it: “Forward to the proper holder”.",
            },
        ],
    },
    Section {
        id: "extend",
        title: Text {
            uk: "Продовжити строк",
            en: "Extending the term",
        },
        body: &[
            Text {
                uk: "П’ятиденний строк можна один раз продовжити до 20 робочих днів від дня отримання – загалом, а не ще 20 (ч. 4 ст. 20). Підстав дві: великий обсяг інформації або пошук серед значної кількості даних. Потрібне обґрунтування.",
                en: "The five-day term can be extended once, to 20 working days from receipt in all (art. 20(4)), for a large volume or a search among much data, with reasons.",
            },
            Text {
                uk: "Про продовження запитувача повідомляють не пізніше п’яти робочих днів від отримання. Картка показує цю дату й скільки лишилося; коли вона мине, кнопка не діятиме, а поруч буде причина. Повідомлення йде запитувачу разом із продовженням.",
                en: "The requester must be notified within five working days from receipt. The card shows that date; once it has passed the button rests and says why. The notice goes out with the extension.",
            },
            Text {
                uk: "Термінові запити (48 годин) не продовжуються.",
                en: "Urgent requests (48 hours) can’t be extended.",
            },
        ],
    },
    Section {
        id: "dates",
        title: Text {
            uk: "Чому саме ця дата",
            en: "Why this date",
        },
        body: &[
            Text {
                uk: "Строк іде з наступного дня після отримання. Вихідні та, коли вони діють, святкові дні не рахуються; під час воєнного стану святкові дні – робочі. Перенесені робочі дні враховано.",
                en: "A term runs from the day after receipt. Days off and, where observed, holidays don’t count; under martial law holidays are working days. Moved working days are taken into account.",
            },
            Text {
                uk: "На картці розгорніть «Чому саме ця дата?»: там кожен день, чи його пораховано, причина і стаття. Те саме бачить запитувач.",
                en: "Unfold “Why this date?” on the card: each day, whether it counts, why, and the article. The requester sees the same.",
            },
        ],
    },
    Section {
        id: "others",
        title: Text {
            uk: "Коли картку змінив хтось інший",
            en: "When somebody else changed the card",
        },
        body: &[
            Text {
                uk: "Якщо доки ви писали, колега вже щось зробив із запитом, вашу дію не буде записано, а картка оновиться. Прочитайте останній запис в історії й вирішіть, чи ваш текст іще потрібен: він залишився у формі.",
                en: "If a colleague acted while you were writing, your act is not recorded and the card is loaded anew. Read the last entry of the history and decide; your text is still in the form.",
            },
            Text {
                uk: "Якщо зникла мережа, текст теж залишиться. Натисніть кнопку ще раз: та сама дія двічі не запишеться.",
                en: "If the network fails your text stays too. Press the button again: nothing is recorded twice.",
            },
        ],
    },
    Section {
        id: "requester",
        title: Text {
            uk: "Що бачить запитувач",
            en: "What the requester sees",
        },
        body: &[
            Text {
                uk: "Одразу: індекс, мить отримання, строк із поясненням, стан. Після ваших дій: «у роботі», новий строк і обґрунтування продовження, відповідь, або відмову з підставою, вашим ім’ям і посадою та порядком оскарження.",
                en: "Index, receipt, term with its account and status at once; then “in work”, an extension with its reasons, the answer, or the refusal with ground, your name and position, and how to appeal.",
            },
            Text {
                uk: "Людина, яка знає лише індекс, бачить стан і дати – жодного імені й жодного тексту. Текст і відповідь відкриває тільки код доступу з підтвердження; рада його не має і відновити не може.",
                en: "Who knows only the index sees status and dates, no person and no text. The text and the answer open with the access code of the receipt, which the council does not have.",
            },
        ],
    },
    Section {
        id: "keyboard",
        title: Text {
            uk: "Клавіатура",
            en: "Keyboard",
        },
        body: &[Text {
            uk: "Усе можна робити з клавіатури. Натисніть ? – відкриється перелік скорочень; там-таки їх можна вимкнути. У полях вони не спрацьовують.",
            en: "Everything works from the keyboard. Press ? for the list of shortcuts; they can be switched off there and never fire in fields.",
        }],
    },
    Section {
        id: "intake",
        title: Text {
            uk: "Запит, що надійшов не із застосунку",
            en: "A request that did not come from the app",
        },
        body: &[
            Text {
                uk: "«Новий запит» (клавіша n у журналі): впишіть лист, дзвінок чи відвідування. Строк іде від дня й часу отримання, які ви вкажете, а реєстрація датується цією миттю. Чого в запиті немає, лишайте порожнім: журнал сам назве прогалини за ч. 5 ст. 19, і лише за ними дозволить відмову за п. 4 ч. 1 ст. 22.",
                en: "“New request” (key n in the journal): enter a letter, a call or a visit. The term runs from the receipt you give; the registration bears this moment. Leave empty what the request lacks: the journal names the gaps under art. 19(5), and allows a refusal under art. 22(1)(4) for them only.",
            },
            Text {
                uk: "Якщо людина не може написати сама, поставте позначку «Запит оформили ви за людину»: у ньому стоятимуть ваше ім’я й телефон, а відповідь журнал прийме лише після позначки «Копію запиту видано» (ч. 7 ст. 19). Код доступу, показаний після реєстрації, запишіть на копії.",
                en: "If a person can’t write, tick that you drew it up: your name and phone stand in it, and no answer is taken before “Copy of the request given” (art. 19(7)). Write the access code shown after registration on the copy.",
            },
        ],
    },
    Section {
        id: "control",
        title: Text {
            uk: "Контроль",
            en: "Control",
        },
        body: &[Text {
            uk: "«Контроль» (клавіша c у журналі) показує все, на що рада ще не відповіла, за виконавцями: де минула половина строку, де лишився день, де останній день і що прострочено. Поруч – контрольна дата виконавця або позначка, що матеріали підготовлено. Підрозділ бачить лише своє. Якщо контрольна дата виконавця ближча за строк запиту, рядок стоїть за нею. Ті самі дати надходять листом-нагадуванням; про строк 48 годин нагадують і у вихідні. Зняти запит з контролю можна тільки відповіддю, відмовою, направленням, роз’ясненням чи відкликанням.",
            en: "“Control” (key c in the journal) shows everything the council has not answered yet, by executor: where half of the term is over, one day is left, it is the last day, and what is overdue; beside it the executor’s control date, or that the material is prepared. Where the control date is nearer than the term, the row stands by it. The same dates are recalled by e-mail; a term of 48 hours on days off too. A department sees its own only. Only an answer, a refusal, forwarding, an explanation or a withdrawal takes a request off control.",
        }],
    },
    Section {
        id: "letters",
        title: Text {
            uk: "Листи",
            en: "Letters",
        },
        body: &[Text {
            uk: "У картці, під текстом запиту, стоять листи про все, що з ним сталося: підтвердження реєстрації, повідомлення про продовження, направлення й відстрочку, супровідний лист, рахунок, відповідь, відмова. Відкрийте лист, щоб надрукувати, або завантажте DOCX. Там само – перший аркуш із реєстраційним штампом, реєстраційно-контрольна картка і вся справа: для друку або одним архівом з описом. Лист підписує той, хто записав подію, про яку він. Тексти змінюють на сторінці «Шаблони листів» (посилання внизу): назви у фігурних дужках застосунок заповнює сам, а обов’язкових за Законом пропустити не дасть. «Переглянути» показує, яким вийде лист: із даними запиту, картку якого ви відкривали останньою, або з вигаданими.",
            en: "On the card, under the request’s text, stand the letters about everything that happened to it: acknowledgement, notices of extension, forwarding and deferral, cover letter, invoice, answer, refusal. Open a letter to print it, or download the DOCX. The first sheet with the registration stamp, the registration-control card and the whole case file, to print or with its inventory, stand there too. A letter is signed by who recorded what it tells of. The texts are changed on the page “Templates of letters” (link at the bottom): the app fills in the names in braces, and does not let those that the Law requires be left out. “Preview” shows what the letter would be: with the request whose card you opened last, or with invented data.",
        }],
    },
    Section {
        id: "papers",
        title: Text {
            uk: "Матеріали справи",
            en: "Papers of the case",
        },
        body: &[
            Text {
                uk: "У картці під листами стоять файли справи. Запит, що надійшов поштою чи особисто, сфотографуйте або відскануйте й додайте як оригінал. Файли відповіді позначте «Надати запитувачу»: він завантажить їх у застосунку за кодом доступу, а лист назве їх у додатках і, якщо йде електронною поштою, принесе з собою (разом до 15 МБ). Підпис .p7s тієї самої назви сам стане поруч із документом. До 20 МБ кожен. Поки запит не закрито, помилковий файл можна вилучити; запис про нього лишиться в історії.",
                en: "On the card, under the letters, stand the files of the case. Take a photo or a scan of a request that came by post or in person and add it as the original. Mark files of the answer “Give it to the requester”, who downloads them in the app with the access code; the letter names them as enclosures. A .p7s signature of the same name stands beside its document by itself. Up to 20 MB each. As long as the request is open, a wrong file can be taken away; the record of it stays in the history.",
            },
            Text {
                uk: "Щоб оприлюднити відповідь, додайте до її файла копію, з якої вилучено персональні дані, відкрийте «Змінити», напишіть одним рядком, про що відповідь, і підтвердьте, що персональних даних немає. Копія з’явиться на сторінці «Оприлюднені відповіді»; оригінал і запитувача там не видно ніколи. Зняти з оприлюднення можна будь-коли.",
                en: "To publish an answer, add to its file a copy without personal data, open “Change”, write in one line what the answer is about, and confirm that no personal data is left. The copy appears on the page “Published answers”; the original and the requester are never seen there. It can be withdrawn at any time.",
            },
            Text {
                uk: "Бланк запиту зі стислою інструкцією (ч. 6 ст. 19) – на сторінці /form/blank: надрукуйте його для приміщення ради.",
                en: "The blank form with its short instruction (art. 19(6)) is at /form/blank: print it for the council’s premises.",
            },
        ],
    },
    Section {
        id: "mail",
        title: Text {
            uk: "Електронна пошта",
            en: "E-mail",
        },
        body: &[
            Text {
                uk: "Якщо запитувач вказав електронну адресу, біля кожного листа в картці є «Надіслати електронною поштою»: лист іде текстом і файлом DOCX. Поруч видно, чи він надісланий і коли, чи чекає і чому. Надісланий лист не відкликати, другий раз той самий лист не піде. У дії «Відповісти» та інших позначте спосіб надсилання «електронною поштою», якщо саме так запитувач і отримує відповідь.",
                en: "If the requester gave an e-mail address, each letter on the card has “Send by e-mail”: it goes as text and as a DOCX file. Beside it stands whether and when it went, or that it waits and why. A letter that went can’t be taken back, and the same letter does not go twice. In “Answer” and other acts, state e-mail as the way of sending if that is how the requester gets it.",
            },
            Text {
                uk: "Сторінка «Рада» – «Електронна пошта» показує чергу: що чекає, чого не надіслано й що пішло. Якщо поштовий сервер не відповідає, лист чекає й пробує сам три доби; якщо адреси не існує, причину видно одразу – надішліть лист інакше. Скриньку ради налаштовує адміністратор і перевіряє пробним листом.",
                en: "The page “Council” – “E-mail” shows the queue: what waits, what was not sent, what went. If the mail server does not answer, a mail waits and is tried for three days; if the address does not exist, the reason shows at once: send the letter another way. The administrator sets the council’s mailbox and tries it by a test mail.",
            },
            Text {
                uk: "Там само вкажіть власну адресу – і зранку робочого дня отримуватимете один лист-нагадування: половина строку, залишився день, останній день, прострочено. У нагадуванні лише індекси й дати, без імен.",
                en: "Give your own address there, and on the morning of a working day you get one reminder: half of the term, one day left, the last day, overdue. Only indexes and dates stand in it, no names.",
            },
        ],
    },
    Section {
        id: "report",
        title: Text {
            uk: "Звіт",
            en: "Report",
        },
        body: &[
            Text {
                uk: "«Звіт» (клавіша z у журналі) рахує запити, що надійшли за вибрані дні, поруч із тими самими днями двох минулих років; спершу – за останнє півріччя. Кожне число – посилання на запити, які за ним стоять. Щоб у звіті були види інформації й теми, позначайте їх у картці: «Інші дії», «Вид інформації і тема».",
                en: "“Report” (key z in the journal) counts the requests received in the days chosen, beside the same days of the two years before; at first, of the last half-year. Every number is a link to the requests behind it. For kinds of information and topics, state them on the card: “Other acts”, “Kind of information and topic”.",
            },
            Text {
                uk: "Доповідну записку з таблицями завантажуйте у DOCX, таблиці й діаграми – в XLSX, одну таблицю – в CSV. «Оприлюднити» показує числа всім на сторінці «Звіти про розгляд запитів» і додає їх до набору відкритих даних; оприлюднити можна лише період, який минув. Якщо числа згодом змінилися, оприлюдніть ще раз: у журналі лишаться обидва рази.",
                en: "Download the memo with its tables as DOCX, tables and charts as XLSX, one table as CSV. “Publish” shows the numbers to everybody on the page “Reports on requests” and adds them to the open-data set; only a period that is over can be published. If the numbers changed later, publish again: the journal keeps both.",
            },
        ],
    },
    Section {
        id: "other-acts",
        title: Text {
            uk: "Резолюція та інші дії",
            en: "Resolution and other acts",
        },
        body: &[
            Text {
                uk: "«Резолюція» записує, хто, коли й кому доручив, із контрольними датами, не пізнішими за строк. Виконавець подає матеріали, їх можна повернути на доопрацювання або передати іншому. Запитувач цього не бачить.",
                en: "“Resolution” records who charged whom and when, with control dates not later than the term. An executor hands in material, which can be sent back or handed over. The requester does not see it.",
            },
            Text {
                uk: "«Інші дії» показують лише те, що зараз можливо: направлення належному розпоряднику (ч. 3 ст. 22), відстрочку до названої дати (ч. 6–7 ст. 22), терміновість (ч. 2 ст. 20), частину відповіді, рахунок за копії (ст. 21), роз’яснення, відкликання, нотатки, листи, скарги. Розпорядників, яким ви направляєте запити, внесіть списком на сторінці «Календар і правила»: назва й адреса підставляться самі. У скарзі вкажіть, до якого дня рада має відповісти: цю дату видно на картці. Задоволена скарга повертає запит на контроль.",
                en: "“Other acts” show only what is possible now: forwarding (art. 22(3)), deferral to a named date (art. 22(6)–(7)), urgency (art. 20(2)), a part of the answer, an invoice for copies (art. 21), explanation, withdrawal, notes, letters, appeals. List the holders you forward to on the page “Calendar and rules”: name and address are filled in by themselves. With an appeal, enter the day by which the council must respond: the card shows it. An upheld appeal puts the request under control again.",
            },
            Text {
                uk: "Відмова через обмежений доступ потребує трискладового тесту (ч. 2 ст. 6) пункт за пунктом і відкритої частини (ч. 8 ст. 6). Якщо відкриту частину надано, запит вважається задоволеним частково.",
                en: "A refusal for restricted access needs the three-part test (art. 6(2)) point by point and the open part (art. 6(8)). With an open part given, the request counts as satisfied in part.",
            },
        ],
    },
    Section {
        id: "days",
        title: Text {
            uk: "Дні відкритих дверей",
            en: "Open days",
        },
        body: &[
            Text {
                uk: "«Дні» → «Запланувати день»: напишіть тему й дату. Першу, третю й останню середу місяця порядок забороняє (пункт 6): сторінка скаже про це одразу. Опитування має відкритися не пізніше ніж за 30 днів і триває до кінця десятого дня перед датою. Мешканці відповідають на телефоні й без мережі: що закінчено вчасно, а надійшло пізніше, показано окремо.",
                en: "Plan a day with its theme and date. The order forbids the first, third and last Wednesday of a month (item 6). The survey opens at least 30 days before and lasts until the end of the tenth day before the date. Citizens answer on their phones without a network too: what was finished in time and came later is shown apart.",
            },
            Text {
                uk: "Угорі сторінки дня перелічено все, чого бракує до оприлюднення, з пунктами порядку. Кожен розділ зберігається окремо; ваш текст лишається, якщо зникла мережа чи закінчився сеанс. Змінений план підрозділи погоджують знову.",
                en: "The page of a day lists everything that is missing before it can be published, with the items of the order. Each section is saved by itself. A changed plan is acknowledged anew.",
            },
            Text {
                uk: "Дату вибирайте в календарі поруч із полем: сірі дні не можна, причина під календарем. Поки опитування не відкрито, день переносять: сторінка спершу скаже, що зміниться в опитуванні, плані тижня й переліку того, чого бракує.",
                en: "Choose the date in the calendar beside the field: grey days are not possible, and the reason stands under it. Until the survey opens a day can be moved; the page first tells what that changes.",
            },
            Text {
                uk: "«Анкети на папері»: напишіть на аркуші номер, який пропонує сторінка, і вводьте номери варіантів, щоразу Enter; з останнього питання аркуш зберігається й відкривається наступний. Рахується день, коли рада отримала аркуш. Помилковий аркуш вилучіть і введіть знову.",
                en: "“Questionnaires on paper”: write the number the page proposes on the sheet and type the numbers of the options, Enter after each; the last question saves and opens the next sheet. What counts is the day the council got it. Take a wrong sheet out and type it again.",
            },
            Text {
                uk: "«Фото й матеріали»: опишіть кожен файл і підтвердьте, що в ньому немає персональних даних, таємної й обмеженої інформації; до підтвердження його бачить лише рада. «Підсумок дня» рахує учасників, опитування й запитання; після дня його числа можна показати всім.",
                en: "“Photos and materials”: describe each file and confirm that it holds no personal, secret or restricted information; before that only the council sees it. “Summary of the day” counts visitors, survey and questions; after the day its figures can be shown to all.",
            },
            Text {
                uk: "«Карта дня»: додайте план поверху (до шести), поставте на нього місця програми, перетягніть номери або рухайте їх стрілками, збережіть і підтвердьте. Номер той самий на всіх планах і в переліку під ними. Карту видно на сторінці дня, у програмі для друку й на терміналах, і без мережі. Приміщення з обмеженим доступом позначити не можна; подивіться, чи немає їх на самому плані.",
                en: "“Map of the day”: add a floor plan (up to six), put the places of the programme on it, drag the numbers or move them with the arrow keys, save and confirm. A number is the same on every plan and in the list under them. The map stands on the day’s page, on the printed programme and at kiosks, without a network too. Rooms with restricted access can’t be marked; see that none is on the plan itself.",
            },
            Text {
                uk: "Місця роздає сервер: не більше 20 одночасно, далі черга. Відмітили не того – «Зняти відмітку» поруч з іменем. Коли місце звільняється, його отримує перший у черзі; біля імені з’явиться, чи пішов лист, а якщо пошти немає – кому подзвонити.",
                en: "The server gives places: at most 20 at once, then a waiting list. Whoever was noted by mistake: “Undo the check-in” beside the name. When a place comes free the first who waits gets it, and the list says whether a mail went or whom to call.",
            },
            Text {
                uk: "Кожне запитання має номер, заступника й відповідь; без відповіді воно не закривається, навіть якщо день скасовано. Якщо просять наявну публічну інформацію, зробіть його запитом, дописавши ім’я та адресу, яких бракує: строк рахується від дня, коли запитали. Показуйте всім лише відповіді без чужих даних. Про запитання без відповіді нагадує лист щоранку робочого дня.",
                en: "Each question has a number, a deputy and an answer, and does not close without one, even when the day is cancelled. If it asks for existing public information, make it a request, with the name and address it lacks: the term runs from the day it was asked. Show only answers without anybody’s data. A mail recalls unanswered ones every working morning.",
            },
        ],
    },
    super::guide_duties::DUTIES,
    Section {
        id: "kiosks",
        title: Text {
            uk: "Термінали для відвідувачів і на вході",
            en: "Kiosks for visitors and at doors",
        },
        body: &[
            Text {
                uk: "Відкрийте на терміналі адресу ради з /kiosk/ наприкінці та введіть код з його екрана на сторінці «Рада» → «Термінали». Далі термінал і без мережі, кілька днів поспіль, приймає запити, відповіді на опитування й запитання до заступників голови, показує програму дня. Закріпіть сторінку засобами самого пристрою.",
                en: "Open the council’s address with /kiosk/ at its end on a tablet, and enter the code it shows under “Council” → “Kiosks”. From then on, for days without a network too, the kiosk takes requests, answers to the survey and questions to deputy mayors, and shows the programme of the day. Pin the page by the tablet’s own means.",
            },
            Text {
                uk: "Подане шифрується для сервера ради одразу: на самому терміналі його вже не прочитати. Строк відповіді починається, коли запит отримає сервер, тож час від часу давайте терміналові мережу й поглядайте на «Чекає на надсилання».",
                en: "What is submitted is encrypted for the council’s server at once and can’t be read on the kiosk. The term begins when the server receives it, so give the kiosk a network from time to time and look at “Waiting to be sent”.",
            },
            Text {
                uk: "На вхід Дня відкритих дверей поставте термінал кнопкою «Поставити на вхід». Він отримає список записаних: скануйте QR-код із запису, введіть код або знайдіть людину за прізвищем. Без мережі все працює далі; відмічена двічі людина рахується раз. Хто прийшов без запису, заходить лише на місця, позичені цьому терміналу, тому понад двадцять одночасно не буває. Помилкову відмітку знімають одразу в повідомленні, а пізніше – знайшовши людину чи в переліку впущених без запису. Імена є лише в пам’яті відкритої сторінки: після перезапуску без мережі термінал упізнає за кодом, а імена повернуться з мережею. Наступного дня список зникає сам.",
                en: "Put a kiosk at the door of an open day by “Put at the door”. It gets the list of who booked: scan the QR code of the booking, type the code, or find the person by name. All of it goes on without a network; somebody noted twice counts once. Who comes without booking is let in on places lent to this kiosk only, so there are never more than twenty at a time. A mistake is undone in the message at once, and later where the person is found, or in the list of who was let in without booking. Names are in the memory of the open page alone: started anew without a network the kiosk knows people by their code, and names come back with the network. On the next day the list goes by itself.",
            },
            Text {
                uk: "«Завершити» – термінал дошле все й зітре свою пам’ять. «Загублено» – сервер одразу перестане приймати будь-що з нього. Код виходу відкриває стан термінала й вихід на сайт ради. «Відкладене» – те, що не відкрилося: воно не губиться. Коли причини вже немає (адміністратор повернув ключ, день оприлюднено), натисніть «Спробувати відкрити ще раз»: відкрите зареєструється з датою, коли надійшло.",
                en: "“End”: the kiosk sends the rest and wipes itself. “Lost”: the server takes nothing of it any more. The exit code opens the kiosk’s state and the way out. “Put aside” is what did not open: it is kept. Once the reason is gone (the administrator brought the key back, the day is published), press “Try to open it again”: what opens is registered as of when it came.",
            },
        ],
    },
];
