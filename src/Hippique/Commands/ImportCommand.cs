using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>hippique import</c>: what the user has from before, or from elsewhere.</summary>
public static class ImportCommand
{
    public static Command Create() => new("import", Texts.Get("import")) { ImportBetsCommand.Create() };
}
