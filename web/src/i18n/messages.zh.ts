import { access } from './zh/access';
import { campaign } from './zh/campaign';
import { casework } from './zh/casework';
import { common } from './zh/common';
import { crosstab } from './zh/crosstab';
import { dossier } from './zh/dossier';
import { intake } from './zh/intake';
import { overview } from './zh/overview';
import { plan } from './zh/plan';
import { registry } from './zh/registry';
import { report } from './zh/report';
import { shell } from './zh/shell';
import { system } from './zh/system';

/** Every visible word of the interface. Names of states, actions, roles and kinds come from the server's pack. */
export const zh = {
  common,
  shell,
  access,
  casework,
  campaign,
  crosstab,
  dossier,
  intake,
  overview,
  plan,
  registry,
  report,
  system,
};

export type Messages = typeof zh;
