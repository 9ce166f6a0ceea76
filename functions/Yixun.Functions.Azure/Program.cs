using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Yixun.Functions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseYixunMiddleware();
builder.Services.AddYixunFunctions(builder.Configuration);
await builder.Build().RunAsync();
