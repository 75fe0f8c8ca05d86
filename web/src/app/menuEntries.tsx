import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BarsOutlined,
  CheckSquareOutlined,
  ClusterOutlined,
  DashboardOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  FolderOutlined,
  HeartOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  KeyOutlined,
  OrderedListOutlined,
  ProfileOutlined,
  SafetyOutlined,
  ShopOutlined,
  SolutionOutlined,
  TableOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { t } from '@/i18n';

export interface MenuEntry {
  href: string;
  label: string;
  icon: ReactNode;
  permission: string;
  /** Stands in the bar at the bottom of a phone. */
  phone?: boolean;
}
export interface MenuGroup {
  label?: string;
  entries: MenuEntry[];
}

const label = t.shell.menu;

/** The menu follows the chapters of the work points; only what exists is listed. */
export const menu: MenuGroup[] = [
  {
    entries: [
      { href: '/overview', label: label.overview, icon: <DashboardOutlined />, permission: 'overview.read' },
      { href: '/inbox', label: label.inbox, icon: <InboxOutlined />, permission: 'case.read', phone: true },
    ],
  },
  {
    label: label.duty,
    entries: [
      { href: '/plan', label: label.plan, icon: <FileTextOutlined />, permission: 'plan.read' },
      { href: '/plan/tasks', label: label.planTasks, icon: <ProfileOutlined />, permission: 'plan.act', phone: true },
      { href: '/plan/clauses', label: label.clauses, icon: <TableOutlined />, permission: 'plan.read' },
      { href: '/duty-matrix', label: label.matrix, icon: <ClusterOutlined />, permission: 'premises.read' },
    ],
  },
  {
    label: label.risk,
    entries: [
      { href: '/cases', label: label.cases, icon: <FileSearchOutlined />, permission: 'case.read', phone: true },
      {
        href: '/inspections',
        label: label.inspections,
        icon: <CheckSquareOutlined />,
        permission: 'inspection.read',
        phone: true,
      },
      { href: '/premises', label: label.premises, icon: <ShopOutlined />, permission: 'premises.read', phone: true },
      { href: '/buildings', label: label.buildings, icon: <HomeOutlined />, permission: 'premises.read' },
      { href: '/units', label: label.units, icon: <SolutionOutlined />, permission: 'premises.read' },
    ],
  },
  {
    label: label.statistics,
    entries: [
      { href: '/tables', label: label.tables, icon: <BarChartOutlined />, permission: 'table.read' },
      { href: '/reports', label: t.report.menu, icon: <BarsOutlined />, permission: 'report.read', phone: true },
    ],
  },
  {
    label: label.inspection,
    entries: [
      { href: '/dossiers', label: label.dossiers, icon: <FolderOutlined />, permission: 'dossier.make' },
      { href: '/scoring-sheets', label: label.sheets, icon: <OrderedListOutlined />, permission: 'dossier.make' },
      { href: '/examine', label: label.examine, icon: <SafetyOutlined />, permission: 'dossier.read', phone: true },
    ],
  },
  {
    label: label.system,
    entries: [
      {
        href: '/system/organisations',
        label: label.organisations,
        icon: <BankOutlined />,
        permission: 'directory.read',
      },
      { href: '/system/posts', label: label.posts, icon: <ApartmentOutlined />, permission: 'directory.read' },
      { href: '/system/people', label: label.people, icon: <TeamOutlined />, permission: 'directory.read' },
      { href: '/system/users', label: label.users, icon: <UserOutlined />, permission: 'access.read' },
      { href: '/system/roles', label: label.roles, icon: <IdcardOutlined />, permission: 'access.read' },
      { href: '/system/api-keys', label: label.apiKeys, icon: <KeyOutlined />, permission: 'access.write' },
      { href: '/system/audit', label: label.audit, icon: <AuditOutlined />, permission: 'audit.read' },
      { href: '/system/health', label: label.health, icon: <HeartOutlined />, permission: 'system.read' },
    ],
  },
];

/** The groups somebody with these permissions sees; empty groups vanish. */
export function visibleMenu(can: (permission: string) => boolean): MenuGroup[] {
  return menu
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => can(entry.permission)) }))
    .filter((group) => group.entries.length > 0);
}

/** The entry an address belongs to: the longest one that begins it. */
export function currentEntry(path: string): string | undefined {
  const at = path.startsWith('/inspect/') || path === '/inspect' ? '/inspections' : path;
  return menu
    .flatMap((group) => group.entries.map((entry) => entry.href))
    .filter((href) => at === href || at.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
