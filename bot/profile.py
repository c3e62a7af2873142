"""What Telegram shows of the bot: name, texts and commands, in every language. Set at the start."""

from __future__ import annotations

from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.ext import ExtBot

from flows.interview.words import Words, languages, words


async def introduce(bot: ExtBot[None]) -> None:
    """Sets what differs. Telegram allows few changes a day, so what is right is left alone."""
    for language in languages():
        said = words(language)
        code = "" if language == "en" else language
        name = said.phrase("messages.profile_name").plain()
        about = said.phrase("messages.profile_about").plain()
        short = said.phrase("messages.profile_short").plain()
        if (await bot.get_my_name(language_code=code)).name != name:
            await bot.set_my_name(name, language_code=code)
        if (await bot.get_my_description(language_code=code)).description != about:
            await bot.set_my_description(about, language_code=code)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
        await bot.set_my_commands(
            _commands(said), scope=BotCommandScopeAllPrivateChats(), language_code=code
        )


def _commands(said: Words) -> list[BotCommand]:
    return [BotCommand(each["name"], each["says"]) for each in said.commands.values()]
