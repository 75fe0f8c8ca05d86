import { t } from '@/i18n';

/** Says on every page that what is shown is invented. */
export function SyntheticBanner() {
  return (
    <div className="synthetic" role="note">
      <strong>{t.shell.banner}</strong>
      <span>{t.shell.bannerLong}</span>
    </div>
  );
}
