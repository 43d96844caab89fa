using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Platform.Access;

namespace ScalingDashboard.Tests.Support;

/// <summary>
/// The real product on a free port with a database of its own (<c>IClassFixture</c>). A test says what it wants, not
/// how; derive for another company or other settings.
/// </summary>
public class AppFactory : IAsyncLifetime
{
    private const string Password = "a sentence for the tests";

    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    private readonly string _company;
    private readonly (string Key, string Value)[] _settings;
    private readonly AppFactory? _first;
    private string _database = "";
    private WebApplication? _app;
    private string? _key;

    /// <summary>An empty installation: catalogue, functions and waves are there, units and readings are not.</summary>
    public AppFactory()
        : this(Launch.NoCompany)
    {
    }

    private protected AppFactory(string company, params (string Key, string Value)[] settings) => (_company, _settings) = (company, settings);

    private AppFactory(AppFactory first)
        : this(first._company, first._settings) => (_first, Clock) = (first, first.Clock);

    public Uri Address => new(App.Urls.First());

    public IServiceProvider Services => App.Services;

    internal MovableClock Clock { get; private init; } = new();

    private WebApplication App => _app ?? throw new InvalidOperationException("The product is not started.");

    public async Task InitializeAsync()
    {
        // The seeded template was first started without a company and in UTC, and stays so.
        var isTemplate = _company == Launch.NoCompany && !_settings.Any(setting => setting.Key == "Reporting:TimeZone");
        _database = _first is not null ? _first._database : isTemplate ? await ScratchDatabase.CreateSeededAsync() : await ScratchDatabase.CreateMigratedAsync();
        var settings = new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = _database,
            [Launch.CompanyKey] = _company,
            ["urls"] = "http://127.0.0.1:0",
            ["Simulator:Enabled"] = "false",
        };
        foreach (var (key, value) in _settings)
            settings[key] = value;
        _app = Product.Build(_ => settings, builder =>
        {
            builder.Logging.ClearProviders();
            Listen(builder.Logging);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddQuickPasswords();
            Arrange(builder.Services);
        });
        await _app.StartAsync();
    }

    /// <summary>What a test puts in the place of something of the product's.</summary>
    private protected virtual void Arrange(IServiceCollection services)
    {
    }

    public async Task DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (_first is null)
            await ScratchDatabase.DropAsync(_database);
    }

    /// <summary>Another host of the same installation: the same database and the same clock. It ends before the first.</summary>
    internal async Task<AppFactory> StartBesideAsync()
    {
        var second = new AppFactory(this);
        await second.InitializeAsync();
        return second;
    }

    /// <summary>For tests about what the product does inside.</summary>
    private protected virtual void Listen(ILoggingBuilder logging)
    {
    }

    public async Task<string> CreateKeyAsync(params string[] grants)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccessCommands>()
            .CreateKeyAsync(Guid.CreateVersion7().ToString("N"), grants, CancellationToken.None);
    }

    /// <summary>A browser of a new person with the role, signed in; no units means all units.</summary>
    internal async Task<Visitor> SignInAsAsync(string role, params string[] units)
    {
        var email = $"{Guid.CreateVersion7():N}@example.com";
        string oneTime;
        await using (var scope = Services.CreateAsyncScope())
            oneTime = await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateUserAsync(email, role, units, CancellationToken.None);
        var visitor = new Visitor(Address);
        await visitor.SignInAsync(email, oneTime);
        ((int)(await visitor.ChangePasswordAsync(oneTime, Password)).StatusCode).ShouldBe(302);
        return visitor;
    }

    /// <summary>Creates a business unit.</summary>
    public Task<JsonElement> AddUnitAsync(string code, string region = "EMEA", string country = "DE") =>
        JsonAsync(HttpMethod.Put, $"/api/v1/units/{code}", Json(new { name = code, region, country }));

    /// <summary>Sends readings as CSV, header included, and returns the counts.</summary>
    public Task<JsonElement> IngestAsync(string csv) =>
        JsonAsync(HttpMethod.Post, "/api/v1/readings", new StringContent(csv, Encoding.UTF8, "text/csv"));

    /// <summary>Asks as a program that may do everything and reads the answer as JSON.</summary>
    public Task<JsonElement> GetAsync(string path) => JsonAsync(HttpMethod.Get, path, null);

    /// <summary>The raw answer, for tests about status codes and headers; without a key when it is null.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? key)
    {
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.RequestUri = new Uri(Address, request.RequestUri!);
        return Client.SendAsync(request);
    }

    private async Task<JsonElement> JsonAsync(HttpMethod method, string path, HttpContent? content)
    {
        _key ??= await CreateKeyAsync([.. Policies.All]);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await SendAsync(request, _key);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private static StringContent Json(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");
}
