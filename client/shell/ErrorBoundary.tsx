import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { PartMissing } from '../ui/load-part.ts';
import { Failure } from './Failure.tsx';

interface Props {
  children: ReactNode;
  /** What broke, e.g. "The logs"; the whole page when absent. */
  part?: string;
}

/** Keeps a failure of the program in one part of the page, and offers a way on. Nothing saved is lost by it. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const missing = error instanceof PartMissing;
    const part = this.props.part ?? 'This page';
    return (
      <Failure
        isPage={this.props.part === undefined}
        title={missing ? `${part} could not be loaded` : `${part} stopped working`}
        text={missing ? error.message : `The design is saved up to the last change that showed Saved. ${error.message}`}
        actions={
          <>
            {this.props.part && !missing && <Button onClick={() => this.setState({ error: null })}>Try again</Button>}
            <Button variant="primary" onClick={() => location.reload()}>
              Reload the page
            </Button>
          </>
        }
      />
    );
  }
}
