"""A tiny bot built with the real python-telegram-bot, to prove that it feels at home."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatAction
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.support.sandbox import TOKEN, Sandbox

WELCOME = (
    "<b>Good morning.</b> I repeat what you say, and I can send a file.\n\n"
    "Here is a list:\n• a <i>line</i> in italics\n• <code>CODE-42</code>\n"
    '• <a href="https://example.org/">a link</a>, and the command /help\n\n'
    "<blockquote>A quotation has a bar beside it.</blockquote>\nWhat would you like?"
)
PDF = b"%PDF-1.7\n% an echo\n"


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    buttons = [
        [InlineKeyboardButton("Send me a file", callback_data="file")],
        [
            InlineKeyboardButton(
                "Say hello instead, in a rather long button label", callback_data="hi"
            )
        ],
    ]
    assert update.effective_message is not None
    await update.effective_message.reply_html(WELCOME, reply_markup=InlineKeyboardMarkup(buttons))


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None and update.effective_chat is not None
    await query.answer("Just a moment")
    await query.edit_message_reply_markup(None)
    if query.data == "hi":
        await update.effective_chat.send_message("Hello.")
        return
    await update.effective_chat.send_action(ChatAction.UPLOAD_DOCUMENT)
    await update.effective_chat.send_document(PDF, filename="Echo letter.pdf", caption="Your file.")


async def photo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    attachment = message.photo[-1] if message.photo else message.document
    assert attachment is not None
    content = await (await attachment.get_file()).download_as_bytearray()
    await message.reply_text(f"{len(content)} bytes")


async def text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    word = "now" if update.edited_message else "said"
    await message.reply_text(f"You {word}: {message.text}")


async def anything(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text("I read text and files.")


async def group(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_message("I talk in private only.")
    await update.effective_chat.leave()


def _application(sandbox: Sandbox) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(TOKEN)
    builder = builder.base_url(sandbox.base_url).base_file_url(sandbox.base_file_url)
    application = builder.build()
    application.add_handler(MessageHandler(filters.ChatType.GROUPS, group))
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, photo))
    application.add_handler(MessageHandler(filters.TEXT, text))
    application.add_handler(MessageHandler(filters.ALL, anything))
    return application


@contextlib.asynccontextmanager
async def echo_bot(sandbox: Sandbox) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """The bot, polling."""
    application = _application(sandbox)
    async with application:
        assert application.updater is not None
        await application.bot.set_my_name("Echo")
        await application.bot.set_my_description("I repeat what you say. Nothing leaves this room.")
        await application.bot.set_my_commands(
            [BotCommand("start", "Begin again"), BotCommand("help", "What I can do")]
        )
        await application.start()
        await application.updater.start_polling(poll_interval=0, timeout=5)
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()
