import { Component } from 'react';
import type { ReactNode } from 'react';
import { Broken } from './Broken.tsx';

/** A page that breaks leaves bar and navigation standing; moving elsewhere mends it. */
export class ErrorPage extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}
