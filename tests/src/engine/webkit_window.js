// A window of WebKitGTK that a driver leads and that keeps its profile. Run by gjs with
// [folder, width, height].
imports.gi.versions.Gtk = "3.0";
imports.gi.versions.WebKit2 = "4.1";
const { Gtk, WebKit2 } = imports.gi;
const [folder, width, height] = ARGV;

Gtk.init(null);
const context = new WebKit2.WebContext({
  website_data_manager: new WebKit2.WebsiteDataManager({
    base_data_directory: `${folder}/data`,
    base_cache_directory: `${folder}/cache`,
  }),
});
const settings = new WebKit2.Settings({ enable_write_console_messages_to_stdout: true });

let open = 0;
const openWindow = () => {
  const view = new WebKit2.WebView({ web_context: context, is_controlled_by_automation: true, settings });
  const window = new Gtk.Window({ default_width: Number(width), default_height: Number(height) });
  window.add(view);
  open += 1;
  view.connect("close", () => window.destroy());
  window.connect("destroy", () => {
    open -= 1;
    if (open === 0) Gtk.main_quit();
  });
  window.show_all();
  return view;
};

context.set_automation_allowed(true);
context.connect("automation-started", (_context, session) => {
  const info = WebKit2.ApplicationInfo.new();
  info.set_name("WebKitGTK");
  session.set_application_info(info);
  session.connect("create-web-view", openWindow);
});
Gtk.main();
