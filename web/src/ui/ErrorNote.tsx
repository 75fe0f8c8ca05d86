import { Alert } from 'antd';
import { ApiError } from '@/api/client';
import { ProblemFields, problemText } from './problem';

interface Props {
  error: unknown;
  /** Said instead of the general sentence when the answer is 401. */
  unauthorised?: string;
  /** Fields already shown beside their inputs. */
  skip?: (pointer: string) => boolean;
}

/** A refusal beside the form that caused it. */
export function ErrorNote({ error, unauthorised, skip }: Props) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const text = problem?.status === 401 && unauthorised ? unauthorised : problemText(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={text}
      description={problem ? <ProblemFields problem={problem} {...(skip ? { skip } : {})} /> : null}
    />
  );
}
