import { useLocaleState, useStore } from 'ra-core';
import { useTheme } from 'ra-ui-materialui';
import { useEffect, useRef } from 'react';
import { useSession } from '../provider/session.ts';

/** What the person chose on another machine is how the console looks here, once, when they come in. */
export function useKeptPreferences(): void {
  const kept = useSession()?.staff.preferences;
  const [locale, setLocale] = useLocaleState();
  const [theme, setTheme] = useTheme();
  const [dense, setDense] = useStore('dense', true);
  const applied = useRef(false);
  useEffect(() => {
    if (!kept || applied.current) return;
    applied.current = true;
    if (kept.locale && kept.locale !== locale) setLocale(kept.locale);
    if (kept.theme && kept.theme !== theme) setTheme(kept.theme);
    if (kept.dense !== undefined && kept.dense !== dense) setDense(kept.dense);
  }, [kept, locale, theme, dense, setLocale, setTheme, setDense]);
}
