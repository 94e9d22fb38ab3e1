"""The one socket of a page: it carries no data, only that something changed."""

from channels.generic.websocket import AsyncJsonWebsocketConsumer


class PageSocket(AsyncJsonWebsocketConsumer):
    async def connect(self):
        if not self.scope["user"].is_authenticated:
            await self.close(code=4401)
            return
        await self.accept()
