import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { t } from '@/i18n';

/** Keeps a fault of one page from taking the menu away. */
export class Crash extends Component<{ children: ReactNode }, { failed: boolean }> {
  static Fallback = CrashNotice;
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <CrashNotice /> : this.props.children;
  }
}

function CrashNotice() {
  return (
    <div className="state" role="alert">
      <p className="state__title">{t.common.error.crashed}</p>
      <p>{t.common.error.crashedHint}</p>
      <Button onClick={() => window.location.reload()}>{t.common.refresh}</Button>
    </div>
  );
}
