/** Command-line switches for Chromium: Chinese throughout, and nothing that asks the network. */
import type { App } from 'electron';

/** Services of the browser that would phone somewhere or look for a proxy. */
const UNWANTED_FEATURES = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'MediaRouter',
  'OptimizationHints',
  'SpellcheckServiceMultilingual',
  'Translate',
  // It joins a multicast group, which the network sees, as soon as a page calls by WebRTC.
  'WebRtcHideLocalIpsWithMdns',
  'WinUseBrowserSpellChecker',
];

/** Sets the switches. To be called before the app is ready. */
export function setSwitches(app: App): void {
  // Tests run as root in a container, where Chromium's sandbox does not start without this switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.commandLine.appendSwitch('lang', 'zh-CN');
  app.commandLine.appendSwitch('no-proxy-server');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('no-pings');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-features', UNWANTED_FEATURES.join(','));
}
