import type { Locator, Page } from '@playwright/test'

/** The story stage as a visitor sees it. */
export class StoryStage {
  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<StoryStage> {
    await page.goto('/?latency=0')
    await page.getByRole('button', { name: 'Next step' }).waitFor()
    return new StoryStage(page)
  }

  side(name: 'vzaps-rtk' | 'Plain RTK Query'): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  /** The rows that a side shows now. */
  screen(name: 'vzaps-rtk' | 'Plain RTK Query'): Locator {
    return this.side(name).locator('.screen-row')
  }

  /** What a side showed, step by step. */
  history(name: 'vzaps-rtk' | 'Plain RTK Query'): Locator {
    return this.side(name).locator('.history li')
  }

  /** Goes on to a step of the story. */
  async step(number: number): Promise<void> {
    await this.page.getByRole('button', { name: 'Next step' }).click()
    await this.page.getByText(`${number}/5`).waitFor()
  }
}
