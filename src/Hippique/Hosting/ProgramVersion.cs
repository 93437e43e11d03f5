namespace Hippique.Hosting;

/// <summary>The product's version, as it stands in answers and artifacts: three numbers, without a commit.</summary>
public static class ProgramVersion
{
    /// <summary><c>3.0.0</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
