//! Takes values out of what the browser's `JSON.parse` made.

use js_sys::{Array, Object};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

use super::Misfit;

/// The greatest number up to which JavaScript counts every whole one.
const GREATEST: f64 = 9_007_199_254_740_991.0;

/// A parsed value.
pub(super) struct Value(pub(super) JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let value = self.0;
        if value.is_null() {
            visitor.visit_unit()
        } else if let Some(flag) = value.as_bool() {
            visitor.visit_bool(flag)
        } else if let Some(number) = value.as_f64() {
            visitor.visit_i64(whole(number)?)
        } else if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(array) = value.dyn_ref::<Array>() {
            visitor.visit_seq(Elements::of(array))
        } else {
            visitor.visit_map(Fields {
                entries: Elements::of(&Object::entries(value.unchecked_ref())),
                value: JsValue::NULL,
            })
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// Variants without content are strings, others objects of one field.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let variant = if self.0.is_string() {
            Variant(self.0, JsValue::NULL)
        } else if self.0.is_object() {
            let fields = Object::entries(self.0.unchecked_ref());
            if fields.length() != 1 {
                return Err(Misfit);
            }
            let field: Array = fields.get(0).unchecked_into();
            Variant(field.get(0), field.get(1))
        } else {
            return Err(Misfit);
        };
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "whole and within the range of i64, as checked"
)]
fn whole(number: f64) -> Result<i64, Misfit> {
    if number.trunc() == number && number.abs() <= GREATEST {
        Ok(number as i64)
    } else {
        Err(Misfit)
    }
}

struct Elements {
    array: Array,
    next: u32,
    length: u32,
}

impl Elements {
    fn of(array: &Array) -> Self {
        Self {
            length: array.length(),
            array: array.clone(),
            next: 0,
        }
    }

    fn take(&mut self) -> Option<JsValue> {
        (self.next < self.length).then(|| {
            self.next += 1;
            self.array.get(self.next - 1)
        })
    }
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        match self.take() {
            Some(value) => seed.deserialize(Value(value)).map(Some),
            None => Ok(None),
        }
    }
}

struct Fields {
    entries: Elements,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some(entry) = self.entries.take() else {
            return Ok(None);
        };
        let entry: Array = entry.unchecked_into();
        self.value = entry.get(1);
        seed.deserialize(Value(entry.get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

/// A variant's name and content; null stands for none.
struct Variant(JsValue, JsValue);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misfit;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Misfit> {
        Ok((seed.deserialize(Value(self.0))?, Value(self.1)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        if self.0.is_null() {
            Ok(())
        } else {
            Err(Misfit)
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }
}
