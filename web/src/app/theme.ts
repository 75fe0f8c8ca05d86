import type { ThemeConfig } from 'antd';

/** Blue-grey for everything, vermilion only for danger and what is overdue. Contrast with white is at least 4.5. */
export const palette = {
  ink: '#1e2a35',
  soft: '#51606e',
  line: '#d5dce3',
  wash: '#f3f5f7',
  primary: '#35546e',
  primaryDark: '#2f4558',
  primaryWash: '#e6ecf1',
  danger: '#c0341b',
  dangerWash: '#fbebe7',
  calm: '#3f6b73',
} as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.primary,
    colorInfo: palette.primary,
    colorLink: palette.primary,
    colorError: palette.danger,
    colorErrorHover: '#a02a14',
    colorErrorActive: '#8a2311',
    colorPrimaryHover: palette.primaryDark,
    colorWarning: '#6b5b3a',
    colorSuccess: palette.calm,
    // Washes of their own: those worked out from such calm colours are too dark to read on.
    colorInfoBg: palette.primaryWash,
    colorInfoBorder: '#b9c8d5',
    colorWarningBg: '#faf4e6',
    colorWarningBorder: '#dccfae',
    colorSuccessBg: '#e8f1f2',
    colorSuccessBorder: '#b5cdd1',
    colorText: palette.ink,
    colorTextSecondary: palette.soft,
    colorTextTertiary: '#5d6b78',
    colorTextDescription: palette.soft,
    colorTextPlaceholder: '#65727e',
    colorBorder: '#bcc6cf',
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.wash,
    borderRadius: 3,
    fontSize: 14,
    controlHeight: 30,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif',
  },
  components: {
    Table: { headerBg: '#eaeff3', headerColor: palette.ink, cellPaddingBlockSM: 6, cellPaddingInlineSM: 8 },
    Drawer: { paddingLG: 16 },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    Segmented: { trackBg: '#dde4ea', itemColor: palette.ink },
    Descriptions: { itemPaddingBottom: 6 },
    Button: { dangerShadow: 'none', primaryShadow: 'none', defaultShadow: 'none' },
  },
};
