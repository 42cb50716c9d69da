import { ErrorState } from '@zhongzhi/ui';
import { textOf } from '@zhongzhi/web-kit';
import { Component, type ReactNode } from 'react';
import { common } from './texts.ts';

/** Keeps the frame standing when a page cannot be fetched or drawn, and says how to go on. */
export class PageBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <ErrorState detail={textOf(common, 'pageFailed')} onRetry={() => location.reload()} />;
  }
}
