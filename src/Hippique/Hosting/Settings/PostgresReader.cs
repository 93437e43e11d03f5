using System.Text.RegularExpressions;
using Hippique.Embedded.Postgres;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads what concerns an installation of several machines: the database that they share, and this machine's name among them.</summary>
internal static partial class PostgresReader
{
    public const string Queue = "postgres";
    public const string Url = "DATABASE_URL";
    private const string Name = "NODE_NAME";

    /// <summary>Null unless <c>QUEUE=postgres</c>; hosters set <c>DATABASE_URL</c> on their own, so that alone changes nothing.</summary>
    public static PostgresOptions? Read(VariableReader reader)
    {
        if (reader.Text("QUEUE") != Queue)
            return null;
        if (reader.Text(Url) is null)
            reader.Refuse(Url, Problem.Of($"is needed for QUEUE=postgres, such as {DatabaseAddress.Example}"));
        var address = reader.Parse<DatabaseAddress?>(Url, null, text => DatabaseAddress.Parse(text)!);
        var name = reader.Parse(Name, MachineName(), NodeName);
        return address is null ? null : new PostgresOptions { Database = address, Node = NodeIdentity.New(name, ProgramVersion.Text) };
    }

    // It is part of a folder's name and of leases.
    private static ParseResult<string> NodeName(string text) =>
        Form().IsMatch(text)
            ? ParseResult<string>.Ok(text)
            : ParseResult<string>.Fail(
                $"'{Quoted.Short(text)}' is no name of a node; expected up to {40} letters, digits, dots and dashes"
            );

    private static string MachineName()
    {
        var name = NotInNames().Replace(Environment.MachineName, "-").Trim('-', '.');
        return name.Length == 0 ? "node" : name[..Math.Min(name.Length, 40)];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.\-]{0,38}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"[^A-Za-z0-9.\-]", RegexOptions.CultureInvariant)]
    private static partial Regex NotInNames();
}
