import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { Logo } from '@/ui/Logo';
import { SyntheticBanner } from '@/ui/SyntheticBanner';
import { cardsQuery, signIn, useSessionChange } from './queries';
import { RoleCards } from './RoleCards';
import './access.css';

export function SignInPage() {
  const cards = useQuery(cardsQuery);
  const change = useSessionChange();
  const enter = useMutation({
    mutationFn: (form: { login: string; password: string }) => signIn(form.login.trim(), form.password),
    onSuccess: change,
  });
  return (
    <div className="sign-in">
      {cards.data ? <SyntheticBanner /> : null}
      <main className="sign-in__main">
        <section className="sign-in__panel">
          <Logo size={44} />
          <h1>{t.common.product}</h1>
          <p className="sign-in__subtitle">{t.access.subtitle}</p>
          <p className="sign-in__motto">{t.access.motto}</p>
          <Form layout="vertical" requiredMark={false} onFinish={enter.mutate} size="large">
            <Form.Item name="login" label={t.access.login} rules={[{ required: true, message: t.common.required }]}>
              <Input autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item
              name="password"
              label={t.access.password}
              rules={[{ required: true, message: t.common.required }]}
            >
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            {enter.isError ? <ErrorNote error={enter.error} unauthorised={t.access.failed} /> : null}
            <Button type="primary" htmlType="submit" block loading={enter.isPending}>
              {t.access.submit}
            </Button>
          </Form>
        </section>
        {cards.data?.length ? <RoleCards cards={cards.data} onEnter={change} /> : null}
      </main>
    </div>
  );
}
