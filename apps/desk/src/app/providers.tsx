import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../i18n.ts';
import { theme } from './theme.ts';

function makeClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // An ended session is noticed by whatever page asks next; the shell then leads to the sign-in page.
      onError: (error, query) => {
        if (error instanceof ApiProblem && error.status === 401 && query.queryKey[0] !== 'session')
          void client.invalidateQueries({ queryKey: ['session'] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status === 503),
      },
    },
  });
  return client;
}

/** Theme, language, messages and the cache of answers, for the whole desk. */
export function Providers({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const [client] = useState(makeClient);
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
    // Some answers come in the reader's language: read them anew.
    void client.invalidateQueries();
  }, [language, client]);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 3 }}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
