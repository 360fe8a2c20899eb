//! Photos made smaller on the device. What is drawn anew keeps no place and no time of the shot.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// The longest side of a smaller photo, in pixels: a page of a document stays readable.
const LONGEST: f64 = 2_000.0;
/// How good a JPEG it is made into.
const QUALITY: f64 = 0.82;

/// The photo drawn anew, no side longer than [`LONGEST`]; `None` when the browser can't read it. It
/// may take as many bytes as before, but what the camera noted is not in it.
pub(crate) async fn smaller(photo: &Blob) -> Option<Uint8Array> {
    drawn(photo, LONGEST, QUALITY).await
}

/// The picture drawn anew as a JPEG, no side longer than so many pixels; `None` when the browser can't
/// read it.
pub(crate) async fn drawn(photo: &Blob, longest: f64, quality: f64) -> Option<Uint8Array> {
    let window = web_sys::window()?;
    let reading = window.create_image_bitmap_with_blob(photo).ok()?;
    let picture: ImageBitmap = JsFuture::from(reading).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (longest / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round(), (height * scale).round());
    let canvas: HtmlCanvasElement = window
        .document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // A JPEG knows no transparency: without paper under it, a drawing would be black on black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)
        .ok()?;
    picture.close();
    let made = Promise::new(&mut |resolve, _| {
        let _ =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &quality.into());
    });
    let made: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
    bytes_of(&made).await
}

/// What a picture of this name is called once it is drawn anew.
pub(crate) fn jpeg_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.jpg")
}

/// All bytes of a file.
pub(crate) async fn bytes_of(blob: &Blob) -> Option<Uint8Array> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer))
}
