//! Writes values as JSON text (RFC 8259).

use std::fmt::{Display, Write};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Misfit;

/// Text as it grows.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn into_string(self) -> String {
        self.0
    }

    fn put(&mut self, what: impl Display) -> Result<(), Misfit> {
        write!(self.0, "{what}").map_err(|_| Misfit)
    }

    fn quoted(&mut self, text: &str) -> Result<(), Misfit> {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(letter);
                }
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\u{8}' => self.0.push_str("\\b"),
                '\u{c}' => self.0.push_str("\\f"),
                '\0'..'\x20' => {
                    write!(self.0, "\\u{:04x}", u32::from(letter)).map_err(|_| Misfit)?
                }
                _ => self.0.push(letter),
            }
        }
        self.0.push('"');
        Ok(())
    }

    /// What holds a variant's content.
    fn variant(&mut self, name: &str) -> Result<(), Misfit> {
        self.0.push('{');
        self.quoted(name)?;
        self.0.push(':');
        Ok(())
    }

    fn parts(&mut self, open: char, close: &'static str) -> Parts<'_> {
        self.0.push(open);
        Parts {
            text: self,
            first: true,
            close,
        }
    }
}

/// An array or object whose parts are being written.
pub(super) struct Parts<'a> {
    text: &'a mut Text,
    first: bool,
    close: &'static str,
}

impl Parts<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.text.0.push(',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misfit> {
        self.comma();
        value.serialize(&mut *self.text)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Misfit> {
        self.comma();
        self.text.quoted(name)?;
        self.text.0.push(':');
        value.serialize(&mut *self.text)
    }

    fn close(self) {
        self.text.0.push_str(self.close);
    }
}

macro_rules! put {
    ($($method:ident $kind:ty),*) => {$(
        fn $method(self, value: $kind) -> Result<(), Misfit> {
            self.put(value)
        }
    )*};
}

impl<'a> Serializer for &'a mut Text {
    type Ok = ();
    type Error = Misfit;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    put!(serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);

    fn serialize_f32(self, _: f32) -> Result<(), Misfit> {
        Err(Misfit)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Misfit> {
        Err(Misfit)
    }

    fn serialize_char(self, value: char) -> Result<(), Misfit> {
        self.quoted(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Misfit> {
        self.quoted(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Misfit> {
        Err(Misfit)
    }

    fn serialize_none(self) -> Result<(), Misfit> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Misfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Misfit> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Misfit> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &str, _: u32, name: &'static str) -> Result<(), Misfit> {
        self.quoted(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Misfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Misfit> {
        self.variant(name)?;
        value.serialize(&mut *self)?;
        self.put('}')
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Misfit> {
        Ok(self.parts('[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Misfit> {
        Ok(self.parts('[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Misfit> {
        Ok(self.parts('[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Misfit> {
        self.variant(name)?;
        Ok(self.parts('[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>, Misfit> {
        Ok(self.parts('{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Misfit> {
        Ok(self.parts('{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Misfit> {
        self.variant(name)?;
        Ok(self.parts('{', "}}"))
    }
}

macro_rules! elements {
    ($($kind:ident $method:ident),*) => {$(
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = Misfit;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misfit> {
                self.element(value)
            }

            fn end(self) -> Result<(), Misfit> {
                self.close();
                Ok(())
            }
        }
    )*};
}

elements!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! fields {
    ($($kind:ident),*) => {$(
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = Misfit;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Misfit> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Misfit> {
                self.close();
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Misfit> {
        self.comma();
        let from = self.text.0.len();
        key.serialize(&mut *self.text)?;
        // Names of fields are strings.
        if self.text.0[from..].starts_with('"') {
            self.text.put(':')
        } else {
            Err(Misfit)
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misfit> {
        value.serialize(&mut *self.text)
    }

    fn end(self) -> Result<(), Misfit> {
        self.close();
        Ok(())
    }
}
