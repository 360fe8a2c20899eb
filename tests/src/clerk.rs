//! A clerk's journey, step by step, in Ukrainian: the office of a council speaks it.

use anyhow::Result;

use crate::{Browser, Kind};

/// The login of the demo's clerk.
pub const LOGIN: &str = "clerk";
/// The demo's password, which opens invented data only.
pub const PASSWORD: &str = "yasnodil-demo";

impl Browser {
    /// Signs in to the office.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn sign_in(&self, origin: &str) -> Result<()> {
        self.sign_in_as(origin, LOGIN, PASSWORD).await?;
        self.find(Kind::Css, "#journal tbody tr").await.map(drop)
    }

    /// Signs somebody in to the office.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn sign_in_as(&self, origin: &str, login: &str, password: &str) -> Result<()> {
        self.visit(&format!("{origin}/office")).await?;
        self.find(Kind::Heading, "Вхід до журналу").await?;
        self.fill("Логін", login).await?;
        self.fill("Пароль", password).await?;
        self.click(Kind::Button, "Увійти").await?;
        self.find(Kind::Heading, "Журнал").await.map(drop)
    }

    /// Finds a request in the journal by words of its text or its requester.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn search_journal(&self, words: &str) -> Result<()> {
        self.fill("Пошук", words).await?;
        self.find(Kind::Row, words).await.map(drop)
    }

    /// Opens a request's card from its row.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_card(&self, index: &str) -> Result<()> {
        self.click(Kind::Link, index).await?;
        self.arrives_at(&format!("Запит № {index}")).await
    }

    /// Assigns the request whose card is open.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn assign(&self, executor: &str) -> Result<()> {
        self.click(Kind::Button, "Доручити").await?;
        self.choose("Виконавець", executor).await?;
        self.click(Kind::Css, "#act-send").await?;
        self.sees(&format!("Доручено: {executor}")).await
    }

    /// Answers the request whose card is open.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn answer(&self, text: &str) -> Result<()> {
        self.click(Kind::Button, "Відповісти").await?;
        self.paste("Текст відповіді", text).await?;
        self.click(Kind::Button, "Надіслати відповідь").await?;
        self.sees("Змінити чи відкликати її вже не можна").await?;
        self.click(Kind::Button, "Так, надіслати").await?;
        self.sees("Відповідь записано, запит знято з контролю")
            .await
    }
}
