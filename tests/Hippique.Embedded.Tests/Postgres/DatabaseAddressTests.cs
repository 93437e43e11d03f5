using Hippique.Embedded.Postgres;
using Npgsql;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("postgres://u:p%40ss%2Fw@db.example:6543/name?sslmode=require", "db.example", 6543, "name", "u", "p@ss/w", SslMode.Require)]
    [InlineData("postgresql://u:p@ss@db.example/name", "db.example", 5432, "name", "u", "p@ss", SslMode.Prefer)]
    [InlineData("postgres://u@[::1]:5433/n?sslmode=verify-full&application_name=x", "::1", 5433, "n", "u", null, SslMode.VerifyFull)]
    [InlineData("postgres:///n?host=/run/postgresql", "/run/postgresql", 5432, "n", null, null, SslMode.Prefer)]
    [InlineData("Host=db.example;Port=1;Database=n;Username=u;Password=p", "db.example", 1, "n", "u", "p", SslMode.Prefer)]
    public void Parse_OfWhatHostersGive_HasItsParts(
        string text,
        string host,
        int port,
        string name,
        string? user,
        string? password,
        SslMode ssl
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(text).Value.ConnectionString);

        (settings.Host, settings.Port, settings.Database).ShouldBe((host, port, name));
        (settings.Username, settings.Password, settings.SslMode).ShouldBe((user, password, ssl));
    }

    [Theory]
    [InlineData("postgres://u:geheim@db.example:99999/n", "port")]
    [InlineData("postgres://u:geheim@db.example/n?sslmode=geheim", "sslmode")]
    [InlineData("postgres://u:geheim@db.example/n?sslmode=", "sslmode")]
    [InlineData("postgres://u:geheim@db.example/n?x=geheim", "not understood: x")]
    [InlineData("postgres://u:geheim@db.example", "no database")]
    [InlineData("postgres://u:geheim@/n", "no host")]
    [InlineData("mysql://u:geheim@db.example/n", "no address")]
    [InlineData("u:geheim", "neither an address")]
    [InlineData("Host=h;Database=n;Port=geheim", "neither an address")]
    [InlineData("Host=h;Geheim=geheim", "neither an address")]
    public void Parse_OfWhatIsWrong_SaysWhatWithoutThePassword(string text, string says)
    {
        var problem = DatabaseAddress.Parse(text).Error.ToString();

        problem.ShouldContain(says);
        problem.ShouldNotContain("geheim", Case.Insensitive);
    }

    [Fact]
    public void ToString_IsThePlaceWithoutThePassword() =>
        DatabaseAddress.Parse("postgres://u:geheim@db.example/n").Value.ToString().ShouldBe("db.example:5432/n");
}
