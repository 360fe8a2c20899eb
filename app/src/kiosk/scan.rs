//! The camera at a door: it looks for QR codes until one is found, by the browser's own detector where
//! there is one, else by our own reading of the picture. Nothing of a picture is kept.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use super::store::{Camera, Store};
use crate::device;

/// The id of the element that shows what the camera sees.
pub(super) const PICTURE: &str = "picture";
/// How often a picture is taken and looked at.
const LOOK_MS: i32 = 150;
/// Wide enough for a phone held half a metre away, small enough for a slow tablet.
const WIDTH: u32 = 640;
/// The same code is not told twice in a row within this time.
const AGAIN_MS: i64 = 5_000;

/// Begins to look; ends when the store's camera is switched off.
pub(super) fn begin(store: Store) {
    spawn_local(async move {
        if look(store).await.is_none() {
            store.at_door.camera.set(Camera::None);
        }
    });
}

async fn look(store: Store) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    // Without HTTPS a browser has no devices at all.
    let devices = Reflect::get(&window.navigator(), &"mediaDevices".into()).ok()?;
    let devices: web_sys::MediaDevices = devices.dyn_into().ok()?;
    let wish = Object::new();
    Reflect::set(&wish, &"facingMode".into(), &"environment".into()).ok()?;
    let asked = MediaStreamConstraints::new();
    asked.set_video(&wish);
    let stream = JsFuture::from(devices.get_user_media_with_constraints(&asked).ok()?);
    let stream: MediaStream = stream.await.ok()?.unchecked_into();
    let video: HtmlVideoElement = document.create_element("video").ok()?.dyn_into().ok()?;
    video.set_muted(true);
    let _ = video.set_attribute("playsinline", "");
    video.set_src_object(Some(&stream));
    let played = JsFuture::from(video.play().ok()?).await;
    if played.is_ok() {
        watch(store, &document, &video).await;
    }
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
    played.ok().map(|_| ())
}

async fn watch(store: Store, document: &web_sys::Document, video: &HtmlVideoElement) {
    let detector = detector();
    let (mut last, mut told_at) = (String::new(), 0);
    while store.at_door.camera.get_untracked() == Camera::On {
        device::pause(LOOK_MS).await;
        let found = document.get_element_by_id(PICTURE);
        let Some(canvas) = found.and_then(|found| found.dyn_into::<HtmlCanvasElement>().ok())
        else {
            // Another screen is shown: the camera has no business to look.
            if store.screen.get_untracked() != domain::kiosk::Screen::Door {
                store.at_door.camera.set(Camera::Off);
            }
            continue;
        };
        let Some(context) = draw(&canvas, video) else {
            continue;
        };
        let text = match &detector {
            Some(detector) => detect(detector, &canvas).await,
            None => read(&canvas, &context),
        };
        let Some(text) = text else { continue };
        let now = device::now_ms();
        if text != last || !(0..AGAIN_MS).contains(&(now - told_at)) {
            store.show_code(&text);
            last = text;
            told_at = now;
        }
    }
}

/// Draws what the camera sees; none before its first picture.
fn draw(canvas: &HtmlCanvasElement, video: &HtmlVideoElement) -> Option<CanvasRenderingContext2d> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 {
        return None;
    }
    let height = height * WIDTH / width;
    if canvas.width() != WIDTH || canvas.height() != height {
        canvas.set_width(WIDTH);
        canvas.set_height(height);
    }
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    let (width, height) = (f64::from(WIDTH), f64::from(height));
    context
        .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
        .ok()?;
    Some(context)
}

/// The browser's own detector of QR codes.
fn detector() -> Option<JsValue> {
    let window: JsValue = web_sys::window()?.into();
    let maker = Reflect::get(&window, &"BarcodeDetector".into()).ok()?;
    let maker: Function = maker.dyn_into().ok()?;
    let options = Object::new();
    let formats = Array::of1(&"qr_code".into());
    Reflect::set(&options, &"formats".into(), &formats).ok()?;
    Reflect::construct(&maker, &Array::of1(&options)).ok()
}

async fn detect(detector: &JsValue, canvas: &HtmlCanvasElement) -> Option<String> {
    let method = Reflect::get(detector, &"detect".into()).ok()?;
    let method: Function = method.dyn_into().ok()?;
    let promise: Promise = method.call1(detector, canvas).ok()?.dyn_into().ok()?;
    let found: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let value = Reflect::get(&found.get(0), &"rawValue".into()).ok()?;
    value.as_string()
}

/// What our own reader finds in the picture.
fn read(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d) -> Option<String> {
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let pixels = context.get_image_data(0.0, 0.0, width, height).ok()?.data();
    let wide = canvas.width() as usize;
    // Green stands for the whole: it is most of what the eye takes for brightness.
    let green = |x: usize, y: usize| pixels.get((y * wide + x) * 4 + 1).copied().unwrap_or(255);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(wide, canvas.height() as usize, green);
    let grids = picture.detect_grids();
    grids
        .iter()
        .find_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
}
