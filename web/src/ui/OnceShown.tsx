import { Alert, Button } from 'antd';
import { t } from '@/i18n';
import { useCopy } from './useCopy';

interface Props {
  title: string;
  secret: string;
  onClose: () => void;
}

/** Something shown this once: it is in no list and no log, and leaves the screen with this notice. */
export function OnceShown({ title, secret, onClose }: Props) {
  const copy = useCopy();
  return (
    <Alert
      type="warning"
      showIcon
      closable={{ onClose }}
      title={title}
      description={
        <div className="row">
          <code className="secret">{secret}</code>
          <Button size="small" onClick={() => copy(secret)}>
            {t.common.copy}
          </Button>
        </div>
      }
    />
  );
}
