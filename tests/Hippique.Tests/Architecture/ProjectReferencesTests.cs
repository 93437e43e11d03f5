using System.Reflection;

namespace Hippique.Tests.Architecture;

/// <summary>Holds the table of projects true: what each may reference, read from the assemblies themselves.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hippique.Racing"] = [],
        ["Hippique.Gpi"] = ["Hippique.Racing"],
        ["Hippique.Sources"] = ["Hippique.Racing"],
        ["Hippique.Orchestration"] = ["Hippique.Racing", "Hippique.Gpi", "Hippique.Sources"],
        ["Hippique.Embedded"] = ["Hippique.Orchestration", "Hippique.Racing", "Hippique.Gpi", "Hippique.Sources"],
        ["Hippique.Notifications"] = ["Hippique.Orchestration", "Hippique.Racing", "Hippique.Gpi", "Hippique.Sources"],
        ["Hippique.GoogleCloud"] = ["Hippique.Orchestration", "Hippique.Racing", "Hippique.Gpi", "Hippique.Sources"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEachAssembly_AreAllowedByTheTable(string project)
    {
        var referenced = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!);

        referenced.Where(name => name.StartsWith("Hippique", StringComparison.Ordinal)).Except(Allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void Racing_ReferencesNothingButDotNet() =>
        Assembly
            .Load("Hippique.Racing")
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void Gpi_ReferencesNothingThatReadsAClockOrAFile()
    {
        string[] impure = ["System.IO.FileSystem", "System.Net.Http", "System.Threading.Thread", "Microsoft.Extensions.Hosting"];

        Assembly.Load("Hippique.Gpi").GetReferencedAssemblies().Select(name => name.Name!).Intersect(impure).ShouldBeEmpty();
    }

    [Fact]
    public void Table_NamesEveryProjectUnderSrcButTheExecutable()
    {
        var root = Root();
        var projects = Directory.GetDirectories(Path.Combine(root, "src")).Select(Path.GetFileName).Where(name => name != "Hippique");

        projects.ShouldBe(Allowed.Keys, ignoreOrder: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("no checkout above " + AppContext.BaseDirectory);
        return folder.FullName;
    }
}
