import type { ThemeConfig } from 'antd';

/** Whoever asked their system for less motion gets none: the library then neither fades nor slides. */
const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Calm and dense: warm civic red for what is chosen, neutral surfaces for everything else. The greys are darker than
 * the library's, which stay below the contrast of 4.5:1 that WCAG 2.2 AA asks of small text.
 */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#b3261e',
    colorLink: '#9a2019',
    colorLinkHover: '#c7443b',
    colorError: '#b42318',
    colorWarning: '#9a5b00',
    colorSuccess: '#23703f',
    colorInfo: '#1f5f8b',
    colorErrorBg: '#fdf1ef',
    colorWarningBg: '#fdf5e4',
    colorSuccessBg: '#eff8f1',
    colorInfoBg: '#eff5f9',
    colorText: '#1f1d1b',
    colorTextSecondary: '#4f4b47',
    colorTextTertiary: '#635e59',
    colorTextDescription: '#635e59',
    colorTextPlaceholder: '#6f6963',
    colorBgLayout: '#f6f4f1',
    colorBorder: '#cfc9c2',
    colorBorderSecondary: '#e7e2dc',
    borderRadius: 5,
    fontSize: 14,
    wireframe: false,
    motion,
    fontFamily: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 16px' },
    Table: { headerBg: '#faf8f5', headerColor: '#4f4b47', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 },
    Tabs: { horizontalMargin: '0 0 8px 0' },
    Form: { itemMarginBottom: 20, verticalLabelPadding: '0 0 4px' },
    Descriptions: { labelBg: '#faf8f5' },
  },
};
