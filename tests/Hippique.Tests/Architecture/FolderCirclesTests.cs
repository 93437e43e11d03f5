namespace Hippique.Tests.Architecture;

/// <summary>No two folders of a project refer to each other in a circle: each can be read, and taken out, after those below it.</summary>
public sealed class FolderCirclesTests
{
    [Theory]
    [InlineData("Hippique.Racing", 1)]
    [InlineData("Hippique.Gpi", 10)]
    [InlineData("Hippique.Sources", 10)]
    [InlineData("Hippique.Orchestration", 15)]
    [InlineData("Hippique.Embedded", 3)]
    public void Folders_OfEachProject_AreInNoCircle(string project, int atLeast)
    {
        var graph = new FolderGraph(project);

        // Fewer would mean that the assembly was not read.
        graph.Folders.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        graph.Circles().Select(circle => string.Join(" ↔ ", circle)).ShouldBeEmpty();
    }

    [Fact]
    public void Circles_AreFoundWhereThereAreSome()
    {
        var graph = new FolderGraph("Hippique.Tests");

        graph.Circles().ShouldContain(circle => circle.Contains(typeof(Circle.One.There).Namespace!));
    }
}
