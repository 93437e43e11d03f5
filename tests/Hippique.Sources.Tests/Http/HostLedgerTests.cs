using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class HostLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 10);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWire _wire = new();
    private readonly LinesLogger<PoliteClient> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Spent_budget_is_refused_by_name_and_said_once_and_outlives_a_restart()
    {
        using (var client = Client(most: 3))
        {
            // robots.txt is a request too.
            await FoundAsync(client);
            await FoundAsync(client);
            (await RefusedAsync(client)).Code.ShouldBe("budget_spent");
        }
        using var restarted = Client(most: 3);

        // A new process does not know the site's rules, and cannot ask for them either.
        (await RefusedAsync(restarted)).Kind.ShouldBe(SourceErrorKind.BudgetSpent);

        _wire.Starts.Count.ShouldBe(3);
        _log.Lines.Count(line => line.Contains("All 3 requests of the day to site.example are spent")).ShouldBe(2);
        (await CountsAsync())
            .ShouldHaveSingleItem()
            .ShouldBe(
                new HostCount
                {
                    Host = "site.example",
                    Day = Today,
                    Requests = 3,
                    LastStart = Noon,
                }
            );
    }

    [Fact]
    public async Task Next_programme_day_begins_a_new_budget()
    {
        using var client = Client(most: 2);
        await FoundAsync(client);
        await RefusedAsync(client);

        // 3:59 and 4:00 in Paris.
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 59, 0, TimeSpan.Zero));
        await RefusedAsync(client);
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        await FoundAsync(client);
    }

    [Fact]
    public async Task Few_requests_left_are_said_once_a_day()
    {
        using var client = Client(most: 10);
        for (var request = 0; request < 9; request++)
            await FoundAsync(client);

        _log.Lines.ShouldHaveSingleItem().ShouldContain("8 of 10 requests of the day to site.example");
    }

    [Fact]
    public async Task Budget_without_a_folder_holds_for_the_process()
    {
        using var client = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, RequestsPerDay = 2 },
            _clock,
            RealTime.Instance,
            _wire
        );
        await FoundAsync(client);

        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.BudgetSpent);
    }

    [Fact]
    public async Task Refusal_is_recorded_and_replayed_with_the_same_words()
    {
        using var client = Client(most: 2);
        await FoundAsync(client);
        var live = await RefusedAsync(client);

        var pages = RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-10"));
        using var replayed = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, RequestsPerDay = 0 },
            _clock,
            RealTime.Instance,
            new RecordedPagesHandler(pages, _clock)
        );
        (await RefusedAsync(replayed)).ShouldBe(live);
    }

    [Fact]
    public async Task Folder_that_cannot_be_used_costs_no_request_and_is_said_once()
    {
        await File.WriteAllTextAsync(Hosts, "a file, not a folder", Token);
        using var client = Client(most: 3);

        await FoundAsync(client);
        await FoundAsync(client);

        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.BudgetSpent);
        _log.Lines.Count(line => line.Contains("counted by this process alone")).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"host\":\"site.exam")]
    [InlineData("[1]")]
    public async Task File_that_does_not_read_begins_anew(string text)
    {
        Directory.CreateDirectory(Hosts);
        await File.WriteAllTextAsync(Path.Combine(Hosts, "site.example.json"), text, Token);
        using var client = Client(most: 3);

        await FoundAsync(client);

        (await CountsAsync()).ShouldHaveSingleItem().Requests.ShouldBe(2);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PoliteRequest Page => new() { Source = "zeturf", Address = new Uri("https://site.example/page") };

    private string Hosts => Path.Combine(_folder.Path, HostCounts.FolderName);

    private Task<IReadOnlyList<HostCount>> CountsAsync() =>
        HostCounts.ReadAsync(_folder.Store, Hippique.Racing.ParisTime.ProgrammeOf(_clock.GetUtcNow()), Token);

    private PoliteClient Client(int most) =>
        new(
            // So fast that the standing clock need not move.
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                RequestsPerDay = most,
                SpacingFolder = Hosts,
            },
            _clock,
            RealTime.Instance,
            _wire,
            new UnsentRecorder(new PageArchive(_folder.Store), _clock, NullLogger<UnsentRecorder>.Instance),
            _log,
            _folder.Store
        );

    private static async Task FoundAsync(PoliteClient client) =>
        (await client.GetAsync(Page, Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();

    private static async Task<SourceError> RefusedAsync(PoliteClient client) =>
        (await client.GetAsync(Page, Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
}
