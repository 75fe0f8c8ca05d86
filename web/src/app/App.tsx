import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect } from 'react';
import { onSignedOut } from '@/api/client';
import { sessionQuery } from '@/features/access/queries';
import { SessionGate } from '@/features/access/SessionGate';
import { Crash } from '@/ui/Crash';
import { queryClient } from './queryClient';
import { theme } from './theme';

dayjs.locale('zh-cn');

/** The server may put a nonce into the page; Ant Design then marks its style elements with it. */
function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined;
}

export function App() {
  useEffect(() => onSignedOut(() => queryClient.setQueryData(sessionQuery.queryKey, null)), []);
  const nonce = styleNonce();
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      {...(nonce ? { csp: { nonce } } : {})}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp component={false} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <Crash>
            <SessionGate />
          </Crash>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
