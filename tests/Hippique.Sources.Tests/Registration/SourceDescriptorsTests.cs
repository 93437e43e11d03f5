using System.Text.RegularExpressions;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Http;
using Hippique.Sources.Reads;
using Hippique.Sources.Registration;
using Hippique.Sources.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Registration;

/// <summary>To add a source is to add a descriptor: what holds of every one of them, and of the table.</summary>
public sealed class SourceDescriptorsTests
{
    private static readonly Type[] Readers =
    [
        .. typeof(IRaceSource)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && IsReader(type) && type != typeof(WatchedSource) && type != typeof(WatchedFigureSource)),
    ];

    public static TheoryData<string> Names => [.. SourceDescriptors.All.Select(source => source.Name)];

    [Fact]
    public void Every_reader_of_a_source_is_named_by_exactly_one_descriptor()
    {
        Readers.ShouldNotBeEmpty();

        SourceDescriptors
            .All.Select(source => source.Source.FullName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Readers.Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_descriptor_of_the_assembly_is_in_the_table_and_stands_beside_its_reader()
    {
        var declared = typeof(SourceDescriptor)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
            .Where(property => property.PropertyType == typeof(SourceDescriptor))
            .ToDictionary(property => (SourceDescriptor)property.GetValue(null)!, property => property.DeclaringType!.Namespace);

        SourceDescriptors.All.ShouldBe(declared.Keys, ignoreOrder: true);
        foreach (var (descriptor, folder) in declared)
            descriptor.Source.Namespace.ShouldBe(folder);
    }

    [Fact]
    public void Names_are_unique_and_fit_for_variables() =>
        SourceDescriptors.All.Select(source => source.Name).ShouldBe(["zeturf", "pmu", "geny", "boturfers", "zoneturf", "recorded"]);

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        SourceDescriptors.DefaultOrder.ShouldBe(["zeturf", "pmu", "geny"]);
        SourceDescriptors.DefaultStatistics.ShouldBe(["zoneturf"]);
        SourceDescriptors.RaceSites.Select(site => site.Name).ShouldBe(["zeturf", "pmu", "geny", "boturfers"]);
    }

    [Theory]
    [InlineData("zeturf", "https://www.zeturf.fr/")]
    [InlineData("pmu", "https://online.turfinfo.api.pmu.fr/rest/client/61/")]
    [InlineData("geny", "https://www.geny.com/")]
    [InlineData("boturfers", "https://www.boturfers.fr/")]
    [InlineData("zoneturf", "https://www.zone-turf.fr/")]
    public void Address_is_the_sites_own_unless_another_is_configured(string name, string own)
    {
        var site = SourceDescriptors.Find(name)!;
        var mirror = new Uri("http://127.0.0.1:8088/");

        new SourceHttpOptions().BaseUrl(site).AbsoluteUri.ShouldBe(own);
        new SourceHttpOptions { BaseUrls = new Dictionary<string, Uri> { [name] = mirror } }
            .BaseUrl(site)
            .ShouldBe(mirror);
    }

    [Fact]
    public void Source_that_reads_files_has_no_address() =>
        Should.Throw<ArgumentException>(() => new SourceHttpOptions().BaseUrl(SourceDescriptors.Find("recorded")!));

    [Theory]
    [InlineData(Pool.ZEturf, "zeturf")]
    [InlineData(Pool.PmuInternet, "pmu")]
    [InlineData(Pool.PmuNational, "pmu")]
    [InlineData(Pool.Genybet, "geny")]
    public void Each_pool_has_one_site_of_its_operator(Pool pool, string name) => SourceDescriptors.OwnerOf(pool).Name.ShouldBe(name);

    [Fact]
    public void Every_pool_has_an_owner()
    {
        foreach (var pool in Enum.GetValues<Pool>())
            SourceDescriptors.All.Count(source => source.Pools.Contains(pool)).ShouldBe(1, pool.ToString());
    }

    [Theory]
    [InlineData("recorded", 0)]
    [InlineData("pmu", 0)]
    [InlineData("zeturf", 1)]
    [InlineData("geny", 2)]
    [InlineData("boturfers", 2)]
    public void Race_is_numbered_by_pmu_then_by_zeturf_then_by_anybody(string name, int rank) =>
        SourceDescriptors.Find(name)!.NumberRank.ShouldBe(rank);

    [Fact]
    public void Unknown_name_is_no_source()
    {
        SourceDescriptors.Find("ZETURF").ShouldBeNull();
        SourceDescriptors.Find("elsewhere").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Source_is_what_its_descriptor_says(string name)
    {
        var descriptor = SourceDescriptors.Find(name)!;
        if (descriptor.DefaultAddress is null || descriptor.Offers.HasFlag(SourceOffers.Figures))
        {
            typeof(IFigureSource).IsAssignableFrom(descriptor.Source).ShouldBe(descriptor.Offers == SourceOffers.Figures);
            return;
        }
        using var wire = new FakeWire { Status = System.Net.HttpStatusCode.InternalServerError };
        await using var services = Registered(
            new SourceHttpOptions
            {
                Order = [name],
                RequestsPerSecond = 1e9,
                Retries = 0,
            },
            wire
        );
        var source = services.GetServices<IRaceSource>().ShouldHaveSingleItem();
        var link = new RaceLink(name, new DateOnly(2026, 3, 10), new RaceCode(1, 1), "https://www.geny.com/course/1-2026-03-10-a-b/cotes");

        source.Name.ShouldBe(name);
        source.GetType().ShouldBe(descriptor.Source);
        source.NeedsProgramme.ShouldBe(descriptor.NeedsProgramme);
        source.HasClose.ShouldBe(descriptor.Offers.HasFlag(SourceOffers.Close));
        Offered(await source.ProgrammeAsync(link.Date, Token)).ShouldBe(descriptor.Offers.HasFlag(SourceOffers.Programme));
        Offered(await source.RaceAsync(new RaceQuery(link, Phase.H30, Noon), Token))
            .ShouldBe(descriptor.Offers.HasFlag(SourceOffers.Races));
        Offered(await source.ResultAsync(link, Token)).ShouldBe(descriptor.Offers.HasFlag(SourceOffers.Results));
        Offered(await source.CloseAsync(link, Token)).ShouldBe(descriptor.Offers.HasFlag(SourceOffers.Close));
    }

    [Fact]
    public async Task Sites_of_figures_are_registered_by_name()
    {
        using var wire = new FakeWire();
        await using var services = Registered(new SourceHttpOptions { Statistics = ["zoneturf"] }, wire);

        services.GetServices<IFigureSource>().ShouldHaveSingleItem().Name.ShouldBe("zoneturf");
        services.GetServices<IRaceSource>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zoneturf", "'zoneturf' is no source")]
    [InlineData("recorded", "'recorded' is no source")]
    [InlineData("elsewhere", "'elsewhere' is no source")]
    public void Order_that_names_no_race_site_is_refused(string name, string message)
    {
        var options = new SourceHttpOptions { Order = [name] };

        Should.Throw<ArgumentException>(() => new ServiceCollection().AddHippiqueSources(options)).Message.ShouldStartWith(message);
        Should.Throw<ArgumentException>(() => SourcesServices.HostsOf(options)).Message.ShouldStartWith(message);
    }

    [Fact]
    public void Statistics_that_name_no_site_of_figures_are_refused() =>
        Should
            .Throw<ArgumentException>(() => new ServiceCollection().AddHippiqueSources(new SourceHttpOptions { Statistics = ["pmu"] }))
            .Message.ShouldStartWith("'pmu' is no source of figures");

    [Fact]
    public void No_file_but_a_descriptor_writes_the_name_of_a_site()
    {
        var literal = new Regex($"\"({string.Join('|', SourceDescriptors.All.Select(source => source.Name))})\"", RegexOptions.IgnoreCase);
        var root = SourceFolder();

        var others = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("Site.cs", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => !line.Contains("///", StringComparison.Ordinal) && literal.IsMatch(line)))
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal);

        // A page says of itself whose it is.
        others.ShouldBe(["Boturfers/BoturfersProgramme.cs", "ZEturf/ZEturfDocument.cs"]);
    }

    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsReader(Type type) => typeof(IRaceSource).IsAssignableFrom(type) || typeof(IFigureSource).IsAssignableFrom(type);

    private static bool Offered<T>(SourceAnswer<T> answer) =>
        answer is not SourceAnswer<T>.Refused { Error.Kind: SourceErrorKind.NotOffered };

    private static ServiceProvider Registered(SourceHttpOptions options, HttpMessageHandler wire)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Noon));
        return services.AddHippiqueSources(options, (_, _) => wire).BuildServiceProvider();
    }

    private static string SourceFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var root = Path.Combine(folder, "src", "Hippique.Sources");
            if (Directory.Exists(root))
                return root;
        }
        throw new DirectoryNotFoundException("src/Hippique.Sources above the tests");
    }
}
