import { App } from 'antd';
import { useCallback } from 'react';
import { t } from '@/i18n';

/** Copies text and says so; plain-http origins have no clipboard, so an old way is tried second. */
export function useCopy(): (text: string) => Promise<boolean> {
  const { message } = App.useApp();
  return useCallback(
    async (text: string) => {
      const done = (await modern(text)) || old(text);
      if (done) message.success(t.common.copied);
      else message.error(t.common.copyFailed);
      return done;
    },
    [message],
  );
}

async function modern(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function old(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
