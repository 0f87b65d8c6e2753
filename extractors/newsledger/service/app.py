"""The application: routes, and what each of them does."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from newsledger.articles.article import Article
from newsledger.batch.crew import Crew
from newsledger.contract import SCHEMA_NAMES, schema
from newsledger.errors import NewsledgerError
from newsledger.records import Record, Rejected, to_json
from newsledger.review.overview import overview
from newsledger.review.page import Content, item, packed, page, policy
from newsledger.review.stored import Reviewed, Selection, Stored
from newsledger.service.bodies import MANY, articles_of, received
from newsledger.service.description import description
from newsledger.service.desk import Desk
from newsledger.service.guards import Guard
from newsledger.service.measuring import Measures
from newsledger.service.options import ServiceOptions
from newsledger.service.paging import page_of, question
from newsledger.service.problems import ProblemError, on_failure, on_http_exception, on_our_error, on_problem
from newsledger.service.resources import RESOURCES, Resource
from newsledger.version import __version__

T = TypeVar("T")

SHOWN, MOST_SHOWN = 50, 200
"""Articles of the database on the review page: where nothing is said, and at most."""

Done = tuple[Article | None, Record | Rejected]
_encoder = msgspec.json.Encoder(decimal_format="number")


class Service:
    """What the routes share: the desk, the database, the counts."""

    def __init__(self, options: ServiceOptions, make_crew: Callable[[], Crew]) -> None:
        self.options = options
        self.measures = Measures()
        self._make_crew = make_crew
        self._desk: Desk | None = None
        self._extracting = 0

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """The desk is open while the service is up; its workers are made ready before anybody asks."""
        self._desk = Desk(self._make_crew())
        warm = asyncio.ensure_future(self._desk.order(Article(text="Acme rose 5%.")))
        warm.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            yield
        finally:
            await asyncio.to_thread(self._desk.close)

    # Extraction

    async def extract(self, request: Request) -> Response:
        """Records of the articles of a body."""
        done, many = await self._read(request)
        if many:
            return StreamingResponse(_lines(done), media_type=MANY)
        results = [result async for _, result in done]
        if not results or isinstance(results[0], Rejected):
            raise ProblemError(422, results[0].detail if results and isinstance(results[0], Rejected) else "no article")
        return Response(to_json(results[0]), media_type="application/json")

    async def review(self, request: Request) -> Response:
        """The articles of a body as the review page has them."""
        done, _ = await self._read(request)
        pairs = [pair async for pair in done]
        articles = [item(Reviewed(of.text, made)) for of, made in pairs if of is not None and isinstance(made, Record)]
        quarantine = [made for _, made in pairs if isinstance(made, Rejected)]
        return Response(packed({"articles": articles, "quarantine": quarantine}), media_type="application/json")

    async def _read(self, request: Request) -> tuple[AsyncIterator[Done], bool]:
        """What becomes of the articles of a body, in their order, and whether they are many."""
        if self._extracting >= self.options.bounds.at_once:
            raise ProblemError(503, "too many requests extract at this moment", {"Retry-After": "2"})
        with self._counted():
            body = articles_of(request, await received(request, self.options.bounds), self.options.bounds)
        return self._results(body.articles), body.many

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """One more request extracts. What is counted within a generator is counted only while it runs, so an answer
        that nobody waits for any more is not."""
        self._extracting += 1
        self.measures.extracting.inc()
        try:
            yield
        finally:
            self._extracting -= 1
            self.measures.extracting.dec()

    async def _results(self, articles: Iterator[Article | Rejected]) -> AsyncIterator[Done]:
        """Each article with its outcome, in order; a few are in hand at a time, whatever their number."""
        waiting: deque[tuple[Article | None, asyncio.Future[Record | Rejected]]] = deque()
        more = True
        with self._counted():
            try:
                while more or waiting:
                    while more and len(waiting) < self.options.bounds.in_hand:
                        # Reading a page of HTML takes a while, in which others are to be heard.
                        article = await asyncio.to_thread(next, articles, None)
                        more = article is not None
                        if article is not None:
                            waiting.append(self._ordered(article))
                    if waiting:
                        of, answer = waiting.popleft()
                        result = await answer
                        self.measures.extracted([result])
                        yield of, result
            finally:
                for _, answer in waiting:
                    answer.cancel()

    def _ordered(self, article: Article | Rejected) -> tuple[Article | None, asyncio.Future[Record | Rejected]]:
        assert self._desk is not None
        if isinstance(article, Article):
            return article, self._desk.order(article)
        known: asyncio.Future[Record | Rejected] = asyncio.get_running_loop().create_future()
        known.set_result(article)
        return None, known

    # The database

    async def list(self, resource: Resource, request: Request) -> Response:
        """A page of facts, companies or articles."""
        asked = question(resource, request.query_params.multi_items())
        found = await self._ask(lambda stored: page_of(stored, resource, asked))
        following = request.url.include_query_params(cursor=found.next)
        links = {"Link": f'<{following.path}?{following.query}>; rel="next"'} if found.next else {}
        return Response(_encoder.encode(found), headers=links, media_type="application/json")

    async def article(self, request: Request) -> Response:
        """One article with its text and record."""
        article_id = request.path_params["article_id"]
        found = await self._ask(lambda stored: stored.by_id([article_id]))
        if not found:
            raise ProblemError(404, "no article has this id")
        return Response(_encoder.encode(found[0]), media_type="application/json")

    async def page(self, request: Request) -> Response:
        """The review page: the newest articles of the database, and a box to paste one."""
        content = Content("newsledger", served=True)
        if self.options.database is not None:
            selection = _selection(request)
            content = await self._ask(partial(_shown, selection))
        headers = {"Content-Security-Policy": policy(served=True) + "; frame-ancestors 'none'"}
        return Response(page(content), headers=headers, media_type="text/html")

    async def _ask(self, work: Callable[[Stored], T]) -> T:
        """Ask the database in a thread; it is opened for each question, so that a run may write between two.

        Raises:
            ProblemError: it takes too long.
            InputError: it cannot be opened, for a run is writing to it.
        """
        assert self.options.database is not None
        stored = await asyncio.to_thread(Stored, self.options.database)
        asking = asyncio.ensure_future(asyncio.to_thread(work, stored))
        try:
            return await asyncio.wait_for(asyncio.shield(asking), self.options.bounds.asking)
        except TimeoutError:
            stored.interrupt()
            seconds = self.options.bounds.asking
            raise ProblemError(503, f"the question takes more than {seconds:g} seconds; narrow it") from None
        finally:
            asking.add_done_callback(partial(_closed, stored))

    # Itself

    async def schema(self, request: Request) -> Response:
        """One of the JSON Schemas."""
        name = request.path_params.get("name", "record")
        for known in SCHEMA_NAMES:
            if known == name:
                return Response(msgspec.json.encode(schema(known)), media_type="application/schema+json")
        raise ProblemError(404, f"the schemas are {', '.join(SCHEMA_NAMES)}")

    async def health(self, request: Request) -> Response:
        """That the service is up."""
        return Response(msgspec.json.encode({"status": "ok", "version": __version__}), media_type="application/json")

    async def metrics(self, request: Request) -> Response:
        """Counts for Prometheus."""
        return self.measures.response()

    async def describe(self, request: Request) -> Response:
        """The OpenAPI description."""
        has_database, has_token = self.options.database is not None, self.options.token is not None
        told = description(has_database=has_database, has_token=has_token)
        return Response(msgspec.json.encode(told), media_type="application/json")


def application(options: ServiceOptions, make_crew: Callable[[], Crew]) -> Starlette:
    """The ASGI application.

    Args:
        options: how it runs.
        make_crew: makes the crew that extracts, when the application starts.
    """
    service = Service(options, make_crew)
    routes = [
        Route("/", service.page),
        Route("/review", service.review, methods=["POST"]),
        Route("/extract", service.extract, methods=["POST"]),
        Route("/schema", service.schema),
        Route("/schema/{name}", service.schema),
        Route("/health", service.health),
        Route("/metrics", service.metrics),
        Route("/openapi.json", service.describe),
    ]
    if options.database is not None:
        routes += [Route(f"/{resource.name}", partial(service.list, resource)) for resource in RESOURCES]
        routes.append(Route("/articles/{article_id}", service.article))
    return Starlette(
        routes=routes,
        lifespan=service.lifespan,
        middleware=[Middleware(Guard, options=options, measures=service.measures)],
        exception_handlers={
            ProblemError: on_problem,
            HTTPException: on_http_exception,
            NewsledgerError: on_our_error,
            Exception: on_failure,
        },
    )


async def _lines(done: AsyncIterator[Done]) -> AsyncIterator[bytes]:
    async for _, result in done:
        yield to_json(result) + b"\n"


def _closed(stored: Stored, asked: asyncio.Future[Any]) -> None:
    """Release a database after a question, whose failure somebody else has heard of if anybody still waits."""
    if not asked.cancelled():
        asked.exception()
    stored.close()


def _selection(request: Request) -> Selection:
    told = {name: value.strip() or None for name, value in request.query_params.items()}
    limit = told.get("limit") or str(SHOWN)
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= MOST_SHOWN):
        raise ProblemError(400, f"limit: {limit!r} is no number from 1 to {MOST_SHOWN}")
    return Selection(told.get("company"), told.get("metric"), int(limit))


def _shown(selection: Selection, stored: Stored) -> Content:
    return Content(
        title=f"newsledger: {stored.path.stem}",
        articles=[item(one) for one in stored.articles(selection)],
        quarantine=list(stored.quarantine()),
        overview=overview(stored, selection),
        served=True,
        selection=selection,
    )
