// What a start and an answer cost at the least: the smallest service of the same kind. BYTES names a file that it serves from memory.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapGet("/healthz", () => new { status = "healthy" });
if (Environment.GetEnvironmentVariable("BYTES") is { } file)
{
    var bytes = File.ReadAllBytes(file);
    app.MapGet("/bytes", () => Results.Bytes(bytes, "application/json; charset=utf-8"));
}
app.Run();
