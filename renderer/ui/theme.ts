import type { ThemeConfig } from 'antd';

/** What the offices' PCs have; Noto for the others. */
const FONT =
  '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1554a5',
    colorLink: '#1554a5',
    colorError: '#b42318',
    colorTextPlaceholder: '#6b7280',
    fontFamily: FONT,
    borderRadius: 4,
    motion: false,
  },
};
