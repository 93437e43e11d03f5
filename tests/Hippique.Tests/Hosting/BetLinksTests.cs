using Hippique.Hosting.Auth.BetLinks;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Hosting;

/// <summary>Signed addresses in messages.</summary>
public sealed class BetLinksTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 13, 12, 0, TimeSpan.Zero);
    private static readonly RaceId Race = new(new DateOnly(2026, 3, 14), new RaceCode(1, 3));
    private readonly MemoryArtifactStore _store = new();
    private readonly FakeTimeProvider _clock = new(Off);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("https://hippique.example.org", null, true)]
    [InlineData("http://192.168.1.20:8080", null, true)]
    [InlineData("http://localhost:8080", null, false)]
    [InlineData("http://127.0.0.1:8080", null, false)]
    [InlineData("http://[::1]:8080", null, false)]
    [InlineData("https://localhost", null, false)]
    [InlineData("https://hippique.localhost", null, false)]
    [InlineData("http://0.0.0.0:8080", null, false)]
    [InlineData("https://example.org/hippique/", null, true)]
    [InlineData("https://hippique.example.org", "cloud-run-iam", false)]
    public async Task Address_is_only_given_where_a_phone_could_open_it(string? service, string? platform, bool given)
    {
        var settings = Settings(service);
        var links = new BetLinks(
            settings with
            {
                Access = settings.Access with { IamInFront = platform is not null },
            },
            new BetLinkKey(_store),
            _clock
        );
        (await links.ForAsync(Proposed, Token) is not null).ShouldBe(given);
    }

    [Fact]
    public async Task Messages_about_tickets_that_can_be_bought_have_one_and_no_others()
    {
        var links = New();
        (await links.ForAsync(Proposed, Token))!.AbsoluteUri.ShouldStartWith(
            "https://hippique.example.org/said/2026-03-14/R1C3?until=1774098720&sign="
        );
        (await links.ForAsync(new News.Test(), Token)).ShouldBeNull();
        (await links.ForAsync(new News.TicketsWithdrawn { Race = Proposed.Race, Tickets = [] }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_process_on_a_store_takes_the_addresses_of_the_others()
    {
        var (until, sign) = await PartsAsync(New());
        (await New().CheckAsync(Race, until, sign, Token)).ShouldBe(BetLinkState.Good);
        var elsewhere = new BetLinks(Settings("https://hippique.example.org"), new BetLinkKey(new MemoryArtifactStore()), _clock);
        (await elsewhere.CheckAsync(Race, until, sign, Token)).ShouldBe(BetLinkState.Forged);
        await _store.DeleteAsync("keys/bet_links.json", Token);
        (await New().CheckAsync(Race, until, sign, Token)).ShouldBe(BetLinkState.Forged);
    }

    [Fact]
    public async Task Race_end_and_signature_belong_together()
    {
        var links = New();
        var (until, sign) = await PartsAsync(links);
        (await links.CheckAsync(Race, until + 1, sign, Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race with { Code = new RaceCode(1, 4) }, until, sign, Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race with { Date = Race.Date.AddDays(1) }, until, sign, Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race, until, sign[..^1], Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race, until, new string('*', 43), Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race, null, sign, Token)).ShouldBe(BetLinkState.Forged);
        (await links.CheckAsync(Race, until, null, Token)).ShouldBe(BetLinkState.Forged);
        _clock.SetUtcNow(Off + BetLinks.Lifetime);
        (await links.CheckAsync(Race, until, sign, Token)).ShouldBe(BetLinkState.Good);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await links.CheckAsync(Race, until, sign, Token)).ShouldBe(BetLinkState.Over);
    }

    [Theory]
    [InlineData("""{"schema":1,"key":"AAAA"}""")]
    [InlineData("""{"schema":1}""")]
    public async Task Key_file_of_something_else_is_named(string content)
    {
        await _store.PutIfAbsentAsync("keys/bet_links.json", System.Text.Encoding.UTF8.GetBytes(content), Token);
        (await Should.ThrowAsync<ArtifactException>(() => New().PathAsync(Race, Off, Token))).Message.ShouldStartWith(
            "keys/bet_links.json"
        );
    }

    private static News.TicketsProposed Proposed =>
        new()
        {
            Race = new NewsRace
            {
                Id = Race,
                Meeting = "VALMOREL",
                Name = "PRIX DES TILLEULS",
                Off = Off,
                Url = "https://zeturf.example.invalid/r1c3",
            },
            ExpiresAt = Off.AddMinutes(-1),
            Tickets = [],
        };

    private BetLinks New() => new(Settings("https://hippique.example.org"), new BetLinkKey(_store), _clock);

    private static HippiqueSettings Settings(string? service) =>
        SettingsReader.Read(
            service is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["SERVICE_URL"] = service },
            Path.GetTempPath()
        );

    private static async Task<(long Until, string Sign)> PartsAsync(BetLinks links)
    {
        var query = (await links.PathAsync(Race, Off, Token)).Split('?')[1].Split('&');
        return (long.Parse(query[0]["until=".Length..], System.Globalization.CultureInfo.InvariantCulture), query[1]["sign=".Length..]);
    }
}
