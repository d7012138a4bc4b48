import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import '@fontsource/be-vietnam-pro/400.css';
import '@fontsource/be-vietnam-pro/600.css';
import '@fontsource/be-vietnam-pro/700.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { localStorageStore } from 'ra-core';
import { App } from './app/App.tsx';
import { createI18n } from './messages/i18n.ts';

// The server writes the nonce of its Content-Security-Policy here; style tags without it are refused.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const cache = createCache({ key: 'mua', prepend: true, ...(nonce ? { nonce } : {}) });
const store = localStorageStore('1', 'mua');

async function start(): Promise<void> {
  const i18n = await createI18n(store.getItem<string>('locale') ?? 'vi');
  createRoot(document.querySelector('#root')!).render(
    <StrictMode>
      <CacheProvider value={cache}>
        <App store={store} i18n={i18n} />
      </CacheProvider>
    </StrictMode>,
  );
}

void start();
