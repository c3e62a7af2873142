"""The bot to compare with: a ConversationHandler that PicklePersistence keeps, as PTB shows it.

Run as a program it polls the server at TELEGRAM_API_URL; LOOK is how python-telegram-bot's own
example is built (persistentconversationbot.py), with a question for each state, and every default.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
QUESTIONS = [f"Question {number} of 40: what should the letter say?" for number in range(40)]
KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Yes", callback_data="yes")],
        [InlineKeyboardButton("No", callback_data="no")],
        [InlineKeyboardButton("Back", callback_data="back")],
    ]
)
# What a person in the middle of a talk has said, about as long as in the bot that is measured.
SAID = {f"earlier {number}": "Pain in the lower back, down the leg." for number in range(25)}


async def start(update: Update, context: Context) -> int:
    """The first question; who comes back has said most of it."""
    kept: dict[Any, Any] = context.user_data or {}
    kept.update(SAID)
    return await _asks(update, 20)


async def answered(update: Update, context: Context) -> int:
    """A text: kept, and the next question."""
    kept: dict[Any, Any] = context.user_data or {}
    at = kept.get("at", 20)
    if update.message:
        kept[f"answer {at}"] = update.message.text
    kept["at"] = (at + 1) % len(QUESTIONS)
    return await _asks(update, kept["at"])


async def back(update: Update, context: Context) -> int:
    """The question before."""
    kept: dict[Any, Any] = context.user_data or {}
    kept["at"] = (kept.get("at", 20) - 1) % len(QUESTIONS)
    return await _asks(update, kept["at"])


async def tapped(update: Update, context: Context) -> int:
    """A button: kept, and the next question in its place."""
    query = update.callback_query
    assert query
    kept: dict[Any, Any] = context.user_data or {}
    await query.answer()
    step = -1 if query.data == "back" else 1
    kept[f"answer {kept.get('at', 20)}"] = query.data
    kept["at"] = (kept.get("at", 20) + step) % len(QUESTIONS)
    await query.edit_message_text(QUESTIONS[kept["at"]], reply_markup=KEYBOARD)
    return 0


async def _asks(update: Update, number: int) -> int:
    assert update.message
    await update.message.reply_text(QUESTIONS[number], reply_markup=KEYBOARD)
    return 0


def main() -> None:
    """Polls until it is stopped; keeps its pickle at the path given."""
    logging.basicConfig(level=logging.WARNING)
    root = os.environ["TELEGRAM_API_URL"]
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{root}/bot")
        .persistence(PicklePersistence(filepath=sys.argv[1]))
        .build()
    )
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                0: [
                    CommandHandler("back", back),
                    MessageHandler(filters.TEXT & ~filters.COMMAND, answered),
                    CallbackQueryHandler(tapped),
                ]
            },
            fallbacks=[CommandHandler("start", start)],
            name="talk",
            persistent=True,
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main()
