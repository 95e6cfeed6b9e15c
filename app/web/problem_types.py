"""The kinds of problems we answer with, and the page that explains each, in English and Russian."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """One kind of problem in one language: what it is, what it means, what to do."""

    title: str
    meaning: str
    cure: str


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem; ``name`` makes its address, ``/problems/<name>``."""

    name: str
    status: int
    english: Explanation
    russian: Explanation


PROBLEM_TYPES = {
    kind.name: kind
    for kind in (
        ProblemType(
            "bad-question",
            400,
            Explanation(
                "The question cannot be understood",
                "A parameter of the request is missing, given twice, or not spelled as it must be.",
                "Correct the parameter that the answer names. A date is YYYY-MM-DD, once: "
                "/stat?date=2026-11-21.",
            ),
            Explanation(
                "Запрос непонятен",
                "Параметр запроса пропущен, указан дважды или записан не так, как нужно.",
                "Исправьте параметр, названный в ответе. Дата пишется ГГГГ-ММ-ДД и один раз: "
                "/stat?date=2026-11-21.",
            ),
        ),
        ProblemType(
            "unauthorized",
            401,
            Explanation(
                "A login is needed",
                "No login was sent, or the name and password open no account.",
                "Send HTTP Basic credentials in UTF-8: curl -u name:password …. The shop's owner "
                "makes accounts with: shopstat account add.",
            ),
            Explanation(
                "Нужен логин",
                "Логин не передан, или имя и пароль не подходят ни к одной учётной записи.",
                "Передайте логин и пароль HTTP Basic в UTF-8: curl -u имя:пароль …. Учётные записи "
                "заводит владелец магазина: shopstat account add.",
            ),
        ),
        ProblemType(
            "forbidden",
            403,
            Explanation(
                "This account may not do that",
                "The login is right, but the account lacks the role that this address needs.",
                "Use an account that has the role, or have the owner add one: "
                "shopstat account add NAME --role pull.",
            ),
            Explanation(
                "Учётной записи это не разрешено",
                "Логин верный, но у учётной записи нет роли, нужной для этого адреса.",
                "Возьмите учётную запись с этой ролью или попросите владельца добавить её: "
                "shopstat account add ИМЯ --role pull.",
            ),
        ),
        ProblemType(
            "unknown-origin",
            403,
            Explanation(
                "This page may not ask for a client ID",
                "Client IDs go to the pages of the shops' sites, and this page is on none of them.",
                "Owner: add the address of the site to origins under [site] in the shop's file, "
                "exactly as the answer names it.",
            ),
            Explanation(
                "Этой странице client ID не выдаётся",
                "Client ID получают страницы сайтов магазинов, а эта страница не с них.",
                "Владельцу: добавьте адрес сайта в origins раздела [site] файла магазина, точно "
                "так, как он назван в ответе.",
            ),
        ),
        ProblemType(
            "not-found",
            404,
            Explanation(
                "There is nothing at this address",
                "The path of the request is not one that Shopstat answers.",
                "Check the address for a slip: statistics are at /stat?date=YYYY-MM-DD.",
            ),
            Explanation(
                "По этому адресу ничего нет",
                "На этот путь Shopstat не отвечает.",
                "Проверьте адрес: статистика находится по адресу /stat?date=ГГГГ-ММ-ДД.",
            ),
        ),
        ProblemType(
            "method-not-allowed",
            405,
            Explanation(
                "The address is right, the method is not",
                "This address answers other HTTP methods only.",
                "Use a method that the Allow header lists; statistics are asked with GET.",
            ),
            Explanation(
                "Адрес верный, метод нет",
                "Этот адрес отвечает только на другие методы HTTP.",
                "Используйте метод из заголовка Allow; статистика запрашивается методом GET.",
            ),
        ),
        ProblemType(
            "bad-request",
            400,
            Explanation(
                "The request cannot be read",
                "The request breaks the rules of HTTP, or is not what this address takes.",
                "Correct what the answer names and send the request again.",
            ),
            Explanation(
                "Запрос не читается",
                "Запрос нарушает правила HTTP или не подходит для этого адреса.",
                "Исправьте то, что названо в ответе, и отправьте запрос снова.",
            ),
        ),
        ProblemType(
            "bad-sale",
            422,
            Explanation(
                "These are no sales that can be entered",
                "A field is missing, misspelled or impossible, and nothing was entered.",
                "Correct what the answer lists under faults, each with its position, and send the "
                "request again.",
            ),
            Explanation(
                "Такие продажи записать нельзя",
                "Поле пропущено, записано не так или невозможно; не записано ничего.",
                "Исправьте то, что перечислено в ответе в faults с указанием места, и отправьте "
                "запрос снова.",
            ),
        ),
        ProblemType(
            "key-used",
            422,
            Explanation(
                "The key belongs to another request",
                "This Idempotency-Key was sent before, with a request of other contents.",
                "Give each request a key of its own, and repeat a key only with the same request.",
            ),
            Explanation(
                "Ключ принадлежит другому запросу",
                "Этот Idempotency-Key уже приходил с запросом другого содержания.",
                "Давайте каждому запросу свой ключ; тот же ключ повторяйте только с тем же "
                "запросом.",
            ),
        ),
        ProblemType(
            "sale-conflict",
            409,
            Explanation(
                "The sale is known with other contents",
                "A sale of this id came before, with other contents and the same version.",
                "Send a higher version or a later changed_at, or change the sale with "
                "PATCH /sales/ID.",
            ),
            Explanation(
                "Эта продажа уже известна другой",
                "Продажа с этим id уже приходила с другим содержанием и той же версией.",
                "Пришлите version больше прежней или более позднее changed_at, либо измените "
                "продажу запросом PATCH /sales/ID.",
            ),
        ),
        ProblemType(
            "source-unreachable",
            503,
            Explanation(
                "The shop's database does not answer",
                "It is down, being restarted, or the network to it is broken. We answer with an "
                "error rather than with no sales, so that nobody books a zero.",
                "Ask again after the seconds in Retry-After. Owner: start the database, then run "
                "shopstat check.",
            ),
            Explanation(
                "База данных магазина не отвечает",
                "Она остановлена, перезапускается или до неё нет сети. Мы отвечаем ошибкой, а не "
                "пустым списком, чтобы никто не учёл ноль продаж.",
                "Повторите запрос через число секунд из Retry-After. Владельцу: запустите базу и "
                "выполните shopstat check.",
            ),
        ),
        ProblemType(
            "source-refused",
            503,
            Explanation(
                "The shop's database refuses our login",
                "The password was changed, the login locked, or a right to read was taken away.",
                "Owner: give the login back its right to read, or write the new password into the "
                "shop's configuration; shopstat check says which right is missing.",
            ),
            Explanation(
                "База данных магазина не принимает наш логин",
                "Пароль сменили, логин заблокировали или отняли право на чтение.",
                "Владельцу: верните логину право на чтение или впишите новый пароль в "
                "настройки магазина; shopstat check скажет, какого права не хватает.",
            ),
        ),
        ProblemType(
            "source-deadline",
            503,
            Explanation(
                "The shop's database took too long",
                "The queries for this day passed their deadline and were stopped, to spare it.",
                "Ask again later. Owner: shopstat check shows whether the time column has an "
                "index; query_timeout_seconds sets the deadline.",
            ),
            Explanation(
                "База данных магазина отвечает слишком долго",
                "Запросы за этот день не уложились в срок и остановлены, чтобы не мешать магазину.",
                "Повторите позже. Владельцу: shopstat check покажет, есть ли индекс по времени; "
                "срок задаёт query_timeout_seconds.",
            ),
        ),
        ProblemType(
            "source-busy",
            503,
            Explanation(
                "The shop's database is busy",
                "All the sessions we allow ourselves are in use, or the database has none to give.",
                "Ask again after the seconds in Retry-After, fewer requests at a time.",
            ),
            Explanation(
                "База данных магазина занята",
                "Все разрешённые нам соединения заняты, или у базы нет свободных.",
                "Повторите через число секунд из Retry-After, меньше запросов одновременно.",
            ),
        ),
        ProblemType(
            "source-schema",
            503,
            Explanation(
                "The shop's database has changed",
                "A table or column that the shop's file names is gone, or the kind of time or a "
                "condition in the file does not fit the column, or a SELECT yields another column.",
                "Owner: run shopstat check; it names what is missing, or which kind or condition "
                "does not fit the column. Then correct the shop's file or the database.",
            ),
            Explanation(
                "База данных магазина изменилась",
                "Таблицы или колонки, названной в файле магазина, нет, либо вид времени или "
                "условие в этом файле не подходят колонке, либо SELECT выдаёт лишнюю колонку.",
                "Владельцу: выполните shopstat check, он назовёт недостающее или то, что не "
                "подходит колонке; затем исправьте файл магазина или базу.",
            ),
        ),
        ProblemType(
            "source-data",
            503,
            Explanation(
                "A sale in the shop's database cannot be read",
                "A value of this day is not what it should be: an amount that is no plain number "
                "or is too large, or sales that are not whole. An answer without it would be "
                "wrong.",
                "Owner: shopstat stat --date DAY prints the database's own words; mend the value, "
                "or leave the row out in the shop's SELECT.",
            ),
            Explanation(
                "Продажу в базе магазина не удаётся прочитать",
                "Значение за этот день не то, чем должно быть: сумма не простое число или слишком "
                "велика, либо число продаж не целое. Ответ без него был бы неверным.",
                "Владельцу: shopstat stat --date ДЕНЬ напечатает слова самой базы; исправьте "
                "значение или исключите строку в SELECT магазина.",
            ),
        ),
        ProblemType(
            "source-shrunk",
            503,
            Explanation(
                "The shop's database has fewer sales than before",
                "Its newest sales are gone, as during a restore, or in an old or empty copy. We "
                "answer with an error rather than with fewer sales, so that nobody books them.",
                "Ask again later: when the sales are back, so are the answers. Owner: if they are "
                "gone for good, run shopstat guard reset.",
            ),
            Explanation(
                "В базе данных магазина стало меньше продаж",
                "Последние продажи исчезли, как бывает во время восстановления, в старой или "
                "пустой копии. Мы отвечаем ошибкой, а не меньшим числом продаж, чтобы никто их не "
                "учёл.",
                "Повторите позже: вернутся продажи, вернутся и ответы. Владельцу: если их больше "
                "не будет, выполните shopstat guard reset.",
            ),
        ),
        ProblemType(
            "source-behind",
            503,
            Explanation(
                "The shop's replica is behind its primary",
                "The database that is asked is a copy of the shop's own and has not taken over "
                "the latest sales yet, or it cannot tell. We answer with an error rather than "
                "with fewer sales.",
                "Ask again after the seconds in Retry-After. Owner: shopstat check says how far it "
                "is behind and why.",
            ),
            Explanation(
                "Реплика магазина отстаёт",
                "Мы спрашиваем копию базы магазина, а последние продажи до неё ещё не дошли, или "
                "она не может этого сказать. Мы отвечаем ошибкой, а не меньшим числом продаж.",
                "Повторите через число секунд из Retry-After. Владельцу: shopstat check скажет, "
                "насколько она отстаёт и почему.",
            ),
        ),
        ProblemType(
            "too-many-logins",
            429,
            Explanation(
                "Too many logins have failed",
                "Too many logins from your address failed lately, under this name or under many, "
                "so this one was not compared, be it right or wrong.",
                "Wait the seconds in Retry-After, and ask again with the right name and password. "
                "Owner: for a new password run shopstat account password NAME; behind a reverse "
                "proxy set trusted_proxies, or all who ask share one address.",
            ),
            Explanation(
                "Слишком много неудачных входов",
                "С вашего адреса недавно было слишком много неудачных входов, под этим именем или "
                "под многими, поэтому этот вход не проверяли, верен он или нет.",
                "Подождите столько секунд, сколько сказано в Retry-After, и повторите с верным "
                "именем и паролем. Владельцу: "
                "новый пароль даёт shopstat account password ИМЯ; за обратным прокси задайте "
                "trusted_proxies, иначе у всех один адрес.",
            ),
        ),
        ProblemType(
            "too-many-requests",
            429,
            Explanation(
                "Too many requests at once",
                "The proxy before Shopstat lets one address ask only so much at a time.",
                "Ask again after the seconds in Retry-After, one question after the other. Owner: "
                "the limits are limit_conn and limit_req of the proxy.",
            ),
            Explanation(
                "Слишком много запросов сразу",
                "Прокси перед Shopstat ограничивает, сколько может спрашивать один адрес.",
                "Повторите через число секунд из Retry-After, один запрос за другим. Владельцу: "
                "пределы задают limit_conn и limit_req в прокси.",
            ),
        ),
        ProblemType(
            "too-many-client-ids",
            429,
            Explanation(
                "Too many new client IDs",
                "One address, or the whole site today, got as many client IDs as it may have.",
                "The page stays as it is and asks again on the next visit. Owner: see "
                "new_ids_per_minute in shopstat.toml and new_ids_per_day in the shop's file.",
            ),
            Explanation(
                "Слишком много новых client ID",
                "Один адрес или весь сайт за сегодня получил столько client ID, сколько разрешено.",
                "Страница остаётся как есть и спросит при следующем посещении. Владельцу: смотрите "
                "new_ids_per_minute в shopstat.toml и new_ids_per_day в файле магазина.",
            ),
        ),
        ProblemType(
            "client-ids-used-up",
            503,
            Explanation(
                "All client IDs are in use",
                "Every client ID of the shop's format belongs to a visitor at the moment.",
                "Owner: give the shop a longer format, such as 999-9999, or lower recycle_days; "
                "shopstat check tells how many are in use.",
            ),
            Explanation(
                "Свободных client ID нет",
                "Все client ID, возможные в формате магазина, сейчас заняты посетителями.",
                "Владельцу: задайте магазину более длинный формат, например 999-9999, или "
                "уменьшите recycle_days; сколько занято, скажет shopstat check.",
            ),
        ),
        ProblemType(
            "login-busy",
            503,
            Explanation(
                "Too many logins at once",
                "Comparing a password is dear by design, and too many wait for their turn.",
                "Ask again after the seconds in Retry-After, fewer requests at a time.",
            ),
            Explanation(
                "Слишком много входов одновременно",
                "Проверка пароля намеренно дорогая, и своей очереди ждёт слишком много запросов.",
                "Повторите через число секунд из Retry-After, меньше запросов одновременно.",
            ),
        ),
        ProblemType(
            "ledger-unavailable",
            503,
            Explanation(
                "Shopstat's own ledger does not answer",
                "The accounts are kept there, so nobody can be let in meanwhile.",
                "Ask again after the seconds in Retry-After. Owner: run shopstat check.",
            ),
            Explanation(
                "Собственный журнал Shopstat не отвечает",
                "В нём хранятся учётные записи, поэтому пока никого нельзя впустить.",
                "Повторите через число секунд из Retry-After. Владельцу: выполните shopstat check.",
            ),
        ),
        ProblemType(
            "no-room",
            503,
            Explanation(
                "No room on the disk",
                "The disk is full on which a large answer is prepared or a file is kept.",
                "Ask again after the seconds in Retry-After. Owner: make room in the instance "
                "folder and in the folder for temporary files.",
            ),
            Explanation(
                "Нет места на диске",
                "На диске, где готовится большой ответ или хранится файл, нет места.",
                "Повторите через число секунд из Retry-After. Владельцу: освободите место в папке "
                "instance и в папке временных файлов.",
            ),
        ),
        ProblemType(
            "not-ready",
            503,
            Explanation(
                "Not ready to answer",
                "The ledger or a shop's database does not answer at the moment.",
                "Owner: run shopstat check; it says which, and what to do.",
            ),
            Explanation(
                "Пока не готов отвечать",
                "Журнал или база одного из магазинов сейчас не отвечает.",
                "Владельцу: выполните shopstat check, он скажет, что именно и что делать.",
            ),
        ),
        ProblemType(
            "internal-error",
            500,
            Explanation(
                "A fault of ours",
                "Something happened that we did not foresee. Nothing was changed.",
                "Tell the owner the X-Request-Id of the answer: the log has the whole story.",
            ),
            Explanation(
                "Наша ошибка",
                "Произошло то, чего мы не предусмотрели. Ничего не изменено.",
                "Сообщите владельцу X-Request-Id ответа: в журнале сервера есть подробности.",
            ),
        ),
    )
}
